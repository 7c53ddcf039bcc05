# The Debian 12 packages of this house, by reader; sourced by ./run and ./test, and the seed of the packages to come.
# shellcheck shell=bash disable=SC2034

build_packages=(
  gcc g++ libc6-dev libstdc++-12-dev cmake ninja-build pkg-config gettext opencc git
  libsdl2-dev libsdl2-ttf-dev libharfbuzz-dev libsdl2-image-dev libwebp-dev libunibreak-dev libfribidi-dev
  libglib2.0-dev libjansson-dev libsodium-dev libssl-dev libgcrypt20-dev libsqlite3-dev libpq-dev libcurl4-openssl-dev
  libmicrohttpd-dev libgnutls28-dev
  libqrencode-dev libfreetype-dev libzbar-dev libjpeg62-turbo-dev zlib1g-dev libudev-dev libevdev-dev libzinnia-dev nodejs
  libzxing-dev libespeak-ng-dev libsonic-dev unicode-data rime-data-terra-pinyin bzip2 python3-minimal
  libcups2-dev libpango1.0-dev libcairo2-dev
  librime-dev librime-bin rime-data-pinyin-simp
  libusb-1.0-0-dev libpcsclite-dev
)
# A nodejs of another source brings npm and conflicts with Debian's.
command -v npm >/dev/null || build_packages+=(npm)
runtime_packages=(
  fonts-noto-cjk fonts-material-design-icons-iconfont fonts-hanazono fonts-babelstone-han fonts-ukij-uyghur tegaki-zinnia-simplified-chinese
  espeak-ng-data librime1
  python3-minimal xvfb x11-utils xdotool procps
)
novnc_packages=(x11vnc novnc websockify)
test_packages=(
  postgresql-15
  libpaho-mqtt-dev mosquitto mosquitto-clients
  libcmocka-dev libumockdev-dev umockdev libxtst-dev libxdamage-dev libxext-dev clang clang-format clang-tidy libclang-rt-14-dev universal-ctags
  libpython3-stdlib imagemagick python3-zxing-cpp python3-pil python3-numpy zbar-tools curl sqlite3 binutils psmisc strace
  xserver-xorg-core xserver-xorg-video-dummy cage xwayland grim x11-xserver-utils
  unicode-data bzip2
  pcscd vsmartcard-vpcd
  e2fsprogs mount util-linux openssl
  chromium prometheus nginx python3-yaml python3-jsonschema
  cups-ipp-utils cups-daemon cups-client dbus-daemon poppler-utils
)

# install_missing PACKAGE...: installs what is missing, says so, and asks for root only when it must.
install_missing() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "install: ${missing[*]} are missing and this is not root: run once as root, or install sudo" >&2; return 1; }
    as_root=(sudo)
  fi
  echo "installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -q >/dev/null &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null ||
    { echo "install: apt-get did not finish: see its lines above, mend the package source, start again" >&2; return 1; }
}
