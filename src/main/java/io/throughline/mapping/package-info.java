/**
 * How one system's words become ours: documents are recognised and split into rows, rows become candidate events through
 * compiled JSLT and XSLT mappings, and canonical objects are checked against their schemas.
 */
package io.throughline.mapping;
