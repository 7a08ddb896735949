#!/bin/bash
# Every command of a guest that would change the machine, in a directory of its own: writes down how it was called, and fails on demand
# (a line "NAME WORDS" in the file "fail": a call of NAME whose arguments contain WORDS).
name=${0##*/}
printf '%s %s\n' "$name" "$*" >> "$SANDBOX/calls"
while read -r failing words; do
  if [ "$failing" = "$name" ] && [[ "$*" == *"$words"* ]]; then
    echo "$name: told to fail" >&2
    exit 9
  fi
done < "$SANDBOX/fail"
R=$OUTPOST_RECOVERY_ROOT
argument() {
  local wanted=$1
  shift
  while [ $# -gt 0 ]; do
    if [ "$1" = "$wanted" ]; then printf '%s' "$2"; return; fi
    shift
  done
}
case $name in
  iscsiadm)
    portal=$(argument -p "$@") target=$(argument -T "$@")
    plain=${portal//[\[\]]/}
    place=${plain%:*},${plain##*:}
    case "$*" in
      '-m session')
        [ -s "$SANDBOX/sessions" ] || exit 21
        cat "$SANDBOX/sessions"
        ;;
      *discoverydb*'-o new')
        mkdir -p "$R/var/lib/iscsi/send_targets/$place"
        printf '# BEGIN RECORD 2.1\ndiscovery.startup = manual\ndiscovery.sendtargets.auth.authmethod = None\n# END RECORD\n' > "$R/var/lib/iscsi/send_targets/$place/st_config"
        ;;
      *'-o new')
        mkdir -p "$R/var/lib/iscsi/nodes/$target/$place,1"
        printf '# BEGIN RECORD 2.1\nnode.session.auth.authmethod = None\nnode.session.auth.chap_algs = MD5\nnode.session.auth.password = of the dead\n# END RECORD\n' > "$R/var/lib/iscsi/nodes/$target/$place,1/default"
        ;;
      *'-o delete') exit 21 ;;
      *--login) printf 'tcp: [1] %s,1028 %s (non-flash)\n' "$portal" "$target" >> "$SANDBOX/sessions" ;;
    esac
    ;;
  aws) cat "$SANDBOX/secret" ;;
  jq)
    key=$(argument key "$@")
    sed -n "s/.*\"$key\": *\"\([^\"]*\)\".*/\1/p"
    ;;
  curl)
    case "$*" in
      *api/token) printf token ;;
      *user-data) cat "$SANDBOX/user-data" ;;
      *macs/) printf '0a:00:00:00:00:00/\n0a:00:00:00:00:01/\n' ;;
      *device-number) case "$*" in *:00/device-number) printf 0 ;; *) printf 1 ;; esac ;;
      *placement/region) printf us-west-2 ;;
      *) exit 22 ;;
    esac
    ;;
  ip)
    case "$*" in
      *'addr show'*) if [ -e "$SANDBOX/address" ]; then echo '3: eth1 inet 192.168.4.7/24 scope global eth1'; fi ;;
    esac
    ;;
  nmcli | networkctl | dhclient) touch "$SANDBOX/address" ;;
  systemctl)
    case "$*" in
      'is-active -q NetworkManager') [ "${NETWORK:-}" = NetworkManager ] || exit 3 ;;
      'is-active -q systemd-networkd') [ "${NETWORK:-}" = systemd-networkd ] || exit 3 ;;
      'is-active -q '*) exit 3 ;;
      'cat open-iscsi.service') exit 1 ;;
    esac
    ;;
  uname) printf '6.1.0\n' ;;
  lsinitrd)
    case "$*" in
      '-f etc/iscsi/initiatorname.iscsi '*) cat "${!#}" ;;
      -f*) exit 1 ;;
      *) echo 'drwxr-xr-x 2 root root 0 Jan 1 1970 etc/iscsi' ;;
    esac
    ;;
  dracut) cat "$R/etc/iscsi/initiatorname.iscsi" > "$2" ;;
  dnf) printf '#!/bin/bash\nexec "%s/bin/sleep" "$@"\n' "$SANDBOX" > "$SANDBOX/bin/${!#}" ;;
esac
