/** Files that systems fetch from {@code exchange/<system>/out}: how they look and how they get there. */
package io.throughline.delivery.file;
