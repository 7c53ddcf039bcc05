#!/bin/bash
# kioskctl as an operator meets it: plain sentences, and the right exit status. Usage: kioskctl.sh BUILD_DIR SOURCE_DIR
set -u
ctl=$1/kioskctl
source=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# expect STATUS PATTERN WORDS...: the command ends with STATUS and says PATTERN
expect() {
    local status=$1 pattern=$2 said got
    shift 2
    said=$("$ctl" "$@" 2>&1)
    got=$?
    if [ "$got" -ne "$status" ] || ! grep -qE -- "$pattern" <<<"$said"; then
        printf 'kioskctl %s\n  wanted: %s, %s\n  got:    %s, %s\n' "$*" "$status" "$pattern" "$got" "${said:0:400}"
        failed=1
    fi
}

expect 0 '^usage: kioskctl' --help
expect 0 '^kioskctl [0-9]' --version
expect 2 '^kioskctl: .*: see kioskctl --help$'
expect 2 '^kioskctl: .*: see kioskctl --help$' --nonsense
expect 2 "'nonsense' is no command: see" --config "$dir/kiosk.conf" nonsense
expect 2 "'nonsense' is no command: see" nonsense
expect 2 '--config FILE is needed' queue
for first in config devices numbers catalog outbox; do
    expect 2 "'$first' is followed by .*: see kioskctl --help$" --config "$dir/kiosk.conf" "$first" nonsense
done
expect 2 "'catalog' is followed by check DIR" catalog check
expect 2 "nothing follows 'queue'" --config "$dir/kiosk.conf" queue nonsense
expect 2 "go with 'enrol' alone" --config "$dir/kiosk.conf" queue --code -
expect 1 '^kioskctl: .*kiosk.conf.*: .*' --config "$dir/kiosk.conf" config check

conf=$dir/kiosk.conf
sed "s|^state *=.*|state=$dir/state|; s|^numbers *=.*|numbers=$dir/numbers|" "$source/packaging/kiosk.conf.example" >"$conf"
expect 0 'no fault' --config "$conf" config check
expect 0 '^kiosk.number = ' --config "$conf" config show
expect 1 "no kiosk has run here yet .there is no $dir/state" --config "$conf" queue
expect 1 'no kiosk has run here yet' --config "$conf" devices
expect 1 '^kioskctl: camera: off: ' --config "$conf" devices test camera # it needs no kiosk that ran
expect 2 'no device is called toaster' --config "$conf" devices test toaster
mkdir -p "$dir/state" && : >"$dir/state/kiosk.db" # an empty file is an empty database
expect 0 '^waiting 0$' --config "$conf" queue
expect 0 'behind 000041' --config "$conf" numbers set 41
expect 2 'from 1 to 999999' --config "$conf" numbers set 1000000
# Root looks, and what is made by that is the kiosk's: a damaged file is set aside, clock and counter appear.
if [ "$(id -u)" -eq 0 ]; then
    rm -rf "$dir/state" && mkdir "$dir/state" && head -c 20000 /dev/urandom >"$dir/state/kiosk.db"
    mkdir "$dir/numbers" 2>/dev/null; chown -R 65534:65534 "$dir/state" "$dir/numbers" && chmod 711 "$dir" && chmod 700 "$dir/state"
    expect 0 'damaged and set aside' --config "$conf" outbox list all
    expect 0 'behind 000042' --config "$conf" numbers set 42
    expect 1 '.' --config "$conf" devices test camera
    mkdir -m 700 "$dir/medium"
    expect 0 'nothing waits' --config "$conf" outbox export "$dir/medium"
    if find "$dir/state" "$dir/numbers" ! -user 65534 | grep .; then
        echo 'wanted: nothing in the state folder is root'"'"'s'
        failed=1
    fi
    expect 1 'without numbers of people' --config "$conf" outbox annotate 1 '1990001-0001 rang'
    expect 1 'no row 1|no such row|is not' --config "$conf" outbox annotate 1 'came 2026-11-24 10:30'
fi
sed 's|^number *=.*|numbr=20617|' "$conf" >"$dir/typo.conf"
expect 1 'typo\.conf.*numb' --config "$dir/typo.conf" config check

# device KEY=VALUE PATTERN: it is refused with file, line and key, and says PATTERN
device() {
    local key=${1%%=*} line
    line=$(grep -n "^$key=" "$conf" | cut -d: -f1)
    sed "s|^$key=.*|$1|" "$conf" >"$dir/device.conf"
    expect 1 "device\.conf:$line: $key=.* in \[devices\] cannot be: .*$2" --config "$dir/device.conf" config check
}
device 'printer=laser:/dev/usb/lp0' 'no driver speaks laser: write none or escpos:PLACE'
device 'printer=escpos:/dev/usb/lp0?wdth=384' 'no option wdth: .*width, cut, .*baud'
device 'printer=escpos:/dev/usb/lp0?width=5' 'width=576'
device 'printer=escpos:/dev/usb/lp0?presenter=keep' 'presenter=none or hold or eject or retract'
device 'printer=escpos:lp0' 'whole path'
device 'printer=escpos:tcp:printer:9100' 'tcp:NUMBERS:PORT'
device 'idcard=sam:/dev/ttyUSB0?baud=12' 'baud=9600, 19200'
device 'idcard=sam:/dev/ttyUSB0?baud=fast' 'whole number'
device 'idcard=escpos:/dev/ttyUSB0' 'write none or sam:PLACE'
device 'scanner=picture:/run/frame.pgm?baud=9600' 'no option baud'
device 'keypad=hid:/dev/hidraw0' 'write none or evdev:PLACE'
device 'keypad=evdev:/dev/input/event7?up=F18' 'up=F18 names no key'
device 'scanner=evdev:event7' 'whole path'
device 'scanner=serial:/dev/ttyUSB0' 'place of idcard already'
device 'printer=escpos:/dev/ttyUSB0' 'place of idcard already'
device 'lamp=serial:/dev/ttyACM0?kind=lcus\&idcard=1' 'place of scanner already'
device 'printer=escpos:/dev/usb/lp0?flow=xon' 'no serial line'
device 'printer=escpos:tcp:192.0.2.7:9100?flow=rts' 'no serial line'
device 'printer=escpos:/dev/ttyS1?flow=dtr' 'flow=none, xon or rts'
device 'idcard=sam:/dev/ttyUSB0?flow=xon' 'no option flow'
device 'scanner=serial:/dev/ttyACM0?trigger=button' 'trigger=none, honeywell'
for well in printer=none 'printer=escpos:/dev/ttyS1?flow=xon' 'printer=escpos:/dev/ttyS1?flow=rts' 'printer=escpos:tcp:192.0.2.7:9100?cut=full' 'printer=escpos:/dev/ttyS1?baud=38400&width=576' \
    scanner=picture:/run/frame.pgm scanner=evdev:/dev/input/by-id/usb-x-event-kbd 'scanner=serial:/dev/ttyACM0?baud=9600&trigger=gm65' 'keypad=evdev:/dev/input/event7?up=KEY_UP&help=KEY_F1'; do
    sed "s|^${well%%=*}=.*|$(sed 's/&/\\&/g' <<<"$well")|" "$conf" >"$dir/device.conf"
    expect 0 'no fault' --config "$dir/device.conf" config check
done

# Relays of one board, and lines of one chip, may serve two slots.
sed 's|^alarm=.*|alarm=serial:/dev/ttyUSB3?kind=lcus\&channel=1|; s|^lamp=.*|lamp=serial:/dev/ttyUSB3?kind=lcus\&idcard=2|
    s|^door=.*|door=gpio:/dev/gpiochip0?door=5|; s|^power=.*|power=gpio:/dev/gpiochip0?line=7|' "$conf" >"$dir/device.conf"
expect 0 'no fault' --config "$dir/device.conf" config check

expect 0 '[1-9][0-9]* services, no fault' catalog check "$source/assets/catalog"
cp -r "$source/assets/catalog" "$dir/catalog"
sed -i 's/"application"/"aplication"/' "$dir/catalog/gaoling-jintie.json"
expect 1 'gaoling-jintie\.json: \$\.kind: ' catalog check "$dir/catalog"
expect 1 '^kioskctl: ' catalog check "$dir/nothing"
rm -r "$dir/catalog"
cp -r "$source/assets/catalog" "$dir/catalog"
sed -i 's/"menu_book"/"meun_book"/; s/"icon": "elderly"/"icon": "eldrely"/' "$dir/catalog/gaoling-jintie.json"
expect 1 'gaoling-jintie\.json: \$\.icon: "eldrely" is no icon' catalog check "$dir/catalog"
expect 1 'materials\[1\]\.icon: "meun_book" is no icon' catalog check "$dir/catalog"

[ "$failed" -eq 0 ] && echo 'kioskctl: all as it should be'
exit "$failed"
