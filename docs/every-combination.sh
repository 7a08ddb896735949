#!/usr/bin/env bash
# Launches every combination of vendor, protocol, feature and guest on a simulated site, without a prompt and without an AWS
# account, and prints one line for each: what it came to, or the code of the refusal. Ends with 1 if one did not go as it should.
#
#   bash docs/every-combination.sh              the command beside this folder
#   bash docs/every-combination.sh dell hpe     only these vendors
#   COMMAND="path/to/command" bash docs/every-combination.sh
set -u
command=${COMMAND:-$(cd "$(dirname "$0")/.." && pwd)/outpost-recovery}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
wrong=0
site=''

run() { $command "$@" --local --site "$site" --output json > "$folder/out" 2> "$folder/err"; }
field() { sed -n "s/^ *\"$1\" : \"\([^\"]*\)\".*/\1/p" "$folder/out" | head -n 1; }

# What launch, templates and protect come to; the id of the machine is left in $machine.
launch() {
  local vendor=$1 protocol=$2 feature=$3 guest=$4 image volume
  local -a storage=()
  case $feature,$guest in
    sanboot,*) image=ami-0a1b2c3d4e5f61001 volume=web-01-boot ;;
    localboot,*) image=ami-0a1b2c3d4e5f61002 volume=web-01-boot ;;
    data_volumes,linux) image=ami-0a1b2c3d4e5f61003 volume=web-01-data-1 ;;
    data_volumes,windows) image=ami-0a1b2c3d4e5f61004 volume=web-01-data-1 ;;
  esac
  case $vendor,$protocol in
    generic,iscsi) storage=(--target-iqn iqn.2005-10.org.example:shelf-7 --target-endpoint 10.10.20.40:3260) ;;
    generic,nvme) storage=(--subsystem-nqn nqn.2014-08.org.example:shelf-7 --subsystem-endpoint 10.10.20.40:4420) ;;
    netapp,*) storage=(--array-secret outpost-recovery/fence/array-1 --svm-name svm1 --lun-path "/vol/v/$volume") ;;
    *) storage=(--array-secret outpost-recovery/fence/array-1 --volume-name "$volume") ;;
  esac
  run launch "$vendor" "$protocol" --yes --feature-name "$feature" --guest-os-type "$guest" --instance-name web-01 \
    --subnet-id subnet-0a1b2c3d4e5f60001 --ami-id "$image" --instance-type c6id.2xlarge \
    --instance-profile-name outpost-instance-secrets "${storage[@]}" || return 1
  machine=$(field instanceId)
}

combination() {
  local vendor=$1 protocol=$2 result='' expected=''
  site=$folder/site
  rm -rf "$site"
  $command lab open --local --site "$site" --protocol "$protocol" \
    --vendor "$([ "$vendor" = generic ] && echo netapp || echo "$vendor")" > /dev/null
  case $protocol,$3,$4 in
    nvme,sanboot,* | nvme,data_volumes,windows) expected='refused: feature-not-supported' ;;
    *) expected="LAUNCHED, $([ "$vendor" = generic ] && echo 'not protected: generic-not-fenceable' || echo PROTECTED)" ;;
  esac
  if launch "$@"; then
    result=LAUNCHED
    run templates create --instance-id "$machine" --recovery-subnet subnet-0a1b2c3d4e5f60002 --yes ||
      result="$result, no templates"
    if run protect web-01 --yes; then
      result="$result, $(field outcome)"
    else
      result="$result, not protected: $(field code)"
    fi
  else
    result="refused: $(field code)"
  fi
  [ "$result" = "$expected" ] || { wrong=1; result="$result  (expected: $expected)"; }
  printf '%-12s %-6s %-13s %-8s %s\n' "$@" "$result"
}

[ $# -gt 0 ] || set -- netapp purestorage dell hpe generic
for vendor in "$@"; do
  for protocol in iscsi nvme; do
    for feature in sanboot localboot data_volumes; do
      for guest in linux windows; do
        combination "$vendor" "$protocol" "$feature" "$guest"
      done
    done
  done
done
exit $wrong
