"""What PyInstaller finds and the bundle does without: libraries that must be the system's, and unused parts.

A graphics driver is loaded into the program and brings along what it was linked to, so the C++ library, the
display's and the fonts' libraries are always the system's own; the `.deb` depends on them by name.
"""

from __future__ import annotations

import re

SYSTEM = re.compile(
    r"""^lib(
        stdc\+\+ | gcc_s | gomp | atomic                                          # compilers
      | GL | GLX | EGL | GLdispatch | OpenGL | GLESv2 | drm | gbm | va | va-drm | va-x11 | vdpau   # drivers
      | X11 | X11-xcb | Xext | Xrandr | Xrender | Xau | Xdmcp | Xfixes | Xi | Xss
      | xcb | xcb-dri2 | xcb-dri3 | xcb-glx | xcb-present
      | wayland-\w+ | fontconfig | freetype | expat | harfbuzz | fribidi | png16 | brotli\w+
      | glib-2\.0 | gio-2\.0 | gobject-2\.0 | gthread-2\.0 | gmodule-2\.0 | pcre2-8 | mount | blkid | selinux
      | dbus-1 | systemd | cap | asound | pulse | pulsecommon-[\d.]+ | sndfile | asyncns
      | udev | uuid | z | resolv | com_err | gpg-error | gcrypt | nss\w*
      | gtk-3 | gdk-3 | gdk_pixbuf-2\.0 | cairo | cairo-gobject | pango\w*-1\.0 | atk-1\.0 | atk-bridge-2\.0
      | atspi | epoxy | thai | datrie | graphite2 | pixman-1 | Xcomposite | Xcursor | Xdamage | Xinerama
      | krb5\w* | k5crypto | gssapi_krb5 | keyutils
    )\.so(\.|$)""",
    re.VERBOSE,
)

QT = re.compile(
    r"""(^|/)(
        libQt6(EglF[sS]|Pdf|VirtualKeyboard|WebEngine|3D|Charts|Designer|Positioning|Sensors|Sql)
      | (Qt/)?plugins/(qmltooling|virtualkeyboard|sqldrivers|designer|position|sensors|webview|geoservices)/
      | (Qt/)?plugins/platforminputcontexts/libqtvirtualkeyboard
      | (Qt/)?plugins/(imageformats/libqpdf|platformthemes/libqgtk3)
      | (Qt/)?plugins/platforms/libq(linuxfb|minimalegl|vkkhrdisplay|vnc|eglfs)
      | (Qt/)?plugins/(egldeviceintegrations|networkinformation)/
      | (Qt/)?qml/
    )""",
    re.VERBOSE,
)
TRANSLATION = re.compile(r"(^|/)Qt/translations/(?!(qt|qtbase|qtmultimedia)_(en|zh_CN)\.qm$)")
UNUSED = re.compile(r"(^|/)nis\.[\w-]+\.so$|(^|/)libtirpc\.so|(^|/)libnsl\.so")
"""Python's module for yellow pages, and what it alone is linked to."""
BUILD_ONLY = re.compile(r"\.(rlib|lib|a|pyi|pxd|h|hpp|c|cpp|ts)$|(^|/)(tests?|testing/tests)/")


def left_out(name: str) -> bool:
    """Whether the file stays out; `name` is its path in the bundle, with forward slashes."""
    path = name.replace("\\", "/")
    if path.startswith(("resources/", "setup/")):
        return False
    base = path.rsplit("/", 1)[-1]
    private = (
        re.search(r"(^|/)[\w-]+\.libs/", path) is not None
    )  # a wheel's own copies carry a hash in the name
    return (not private and SYSTEM.match(base) is not None) or any(
        pattern.search(path) for pattern in (QT, TRANSLATION, UNUSED, BUILD_ONLY)
    )
