package io.throughline;

import io.throughline.Settings.Setting;
import java.util.ArrayList;
import java.util.List;

/** The settings of the connected systems; defaults point at the sandbox. */
final class SystemSettings {

    private SystemSettings() {}

    static List<Setting> all() {
        return new ArrayList<>();
    }
}
