#!/bin/sh
# The disk image for macOS, on a Mac:
#
#   python3 packaging/build.py bundle
#   packaging/macos/make_dmg.sh            writes dist/Tweenboard-VERSION-ARCH.dmg
#
# IDENTITY: a “Developer ID Application” certificate in the keychain; without one the program is signed for this
# Mac alone, and others have to allow it by hand. PROFILE: notarytool's keychain profile; without one nothing is
# sent to Apple. It was written for the bundle that packaging/build.py makes and has not been run on a Mac by
# the project yet.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
app="$root/build/dist/Tweenboard.app"
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/engine/__init__.py")
image="$root/dist/Tweenboard-$version-$(uname -m).dmg"
[ -d "$app" ] || { echo "There is no $app; run: python3 packaging/build.py bundle" >&2; exit 1; }
mkdir -p "$root/dist"

# From the inside out, each signature covers what lies inside: every library, whatever it is called, then the
# frameworks, the programs, the whole. Python loads libraries that pip brought and nobody signed with this
# identity, so the programs must be allowed to. A signature for this Mac alone has no one to ask for the time.
if [ -n "${IDENTITY:-}" ]; then stamp=--timestamp; else stamp=--timestamp=none; fi
IDENTITY=${IDENTITY:--}
export IDENTITY stamp
find "$app/Contents" -type f ! -path "$app/Contents/MacOS/*" -exec sh -c '
    for file; do
        case $(file -b "$file") in
            *Mach-O*) codesign --force "$stamp" --options runtime --sign "$IDENTITY" "$file" || exit 1 ;;
        esac
    done' sh {} +
find "$app/Contents" -depth -type d -name '*.framework' \
    -exec codesign --force "$stamp" --options runtime --sign "$IDENTITY" {} +
for program in tween tween-python tweenboard; do
    codesign --force "$stamp" --options runtime --entitlements "$root/packaging/macos/entitlements.plist" \
        --sign "$IDENTITY" "$app/Contents/MacOS/$program"
done
codesign --force "$stamp" --options runtime --entitlements "$root/packaging/macos/entitlements.plist" \
    --sign "$IDENTITY" "$app"
codesign --verify --deep --strict "$app"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname Tweenboard -srcfolder "$stage" -format ULFO -ov "$image"
[ "$IDENTITY" = - ] || codesign "$stamp" --sign "$IDENTITY" "$image"
if [ -n "${PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
