#!/bin/sh
# A second verifier of one approval, from docs/format.md alone: git, sha256sum, ssh-keygen, awk.
# Usage: second_verifier.sh REPOSITORY COMMIT SIGNER 'ssh-ed25519 AAAA…'
# Says 'holds' and exits 0, or says what does not and exits 1. It looks at the approval itself:
# signature, bytes, digest, path, shape of the commit. Not its business: roles, quorum, the charter
# in force at the parent, and whether what a stamp wrote over another text is a date.
set -eu
cd "$1"; commit=$2; signer=$3; key=$4
export GIT_NO_REPLACE_OBJECTS=1 LC_ALL=C
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
no() { echo "$1"; exit 1; }

# 1. One parent; one record added; nothing else but modified texts.
git cat-file commit "$commit" > "$work/raw"
[ "$(sed '/^$/,$d' "$work/raw" | grep -c '^parent ')" = 1 ] || no 'not exactly one parent'
parent=$(sed '/^$/,$d' "$work/raw" | sed -n 's/^parent //p')
git diff-tree -r --no-renames --raw "$parent" "$commit" > "$work/changes"
record=$(awk -F'\t' '$1 ~ / A$/ {print $2}' "$work/changes")
[ "$(printf '%s\n' "$record" | wc -l)" = 1 ] || no 'not exactly one file added'
case $record in .policyreview/records/*/*/"$signer"-*.toml) ;; *) no 'no record of the signer' ;; esac
awk -F'\t' '$1 !~ / [AM]$/ {exit 1}' "$work/changes" || no 'it deletes something'
git cat-file blob "$commit:$record" > "$work/record"

# 2. The signature: one header, taken off; the rest is what was signed.
[ "$(sed '/^$/,$d' "$work/raw" | grep -c '^gpgsig')" = 1 ] || no 'not exactly one signature header'
awk -v sig="$work/sig" -v payload="$work/payload" '
  body {print > payload; next}
  /^$/ {body = 1; print > payload; next}
  /^gpgsig / {on = 1; print substr($0, 8) > sig; next}
  on && /^ / {print substr($0, 2) > sig; next}
  {on = 0; print > payload}' "$work/raw"
awk 'NR == 1 {begins = $0 == "-----BEGIN SSH SIGNATURE-----"; next}
  ended {more = 1}
  /^-----END SSH SIGNATURE-----$/ {ended = 1; next}
  NR == 2 {wide = length($0)}
  short || length($0) > wide {odd = 1}
  {short = length($0) < wide}
  END {exit !(begins && ended && !more && !odd && (wide == 70 || wide == 76))}' "$work/sig" \
  || no 'more or less than one armour, or other lines'
printf '%s namespaces="git" %s\n' "$signer" "$key" > "$work/allowed"
ssh-keygen -Y verify -f "$work/allowed" -I "$signer" -n git -s "$work/sig" < "$work/payload" \
  > "$work/said" 2>&1 || no 'the signature does not hold'

# 3. The record: plain keys, then tables. Strings with \u escapes are beyond this script.
if grep -q '\\u' "$work/record"; then no 'a string in the record needs a real TOML reader'; fi
top() { awk -v k="$1" '/^\[\[/ {exit} index($0, k " = ") == 1 {print substr($0, length(k) + 4)}' \
  "$work/record"; }
[ "$(top format)" = 1 ] || no 'another format'
[ "$(top signer)" = "\"$signer\"" ] || no 'another signer'
[ "$(top verdict)" = '"approve"' ] || no 'no approval'
where="$(top policy)/$(top version)/$(top signer)-$(top nonce).toml"
case $where in *[!A-Za-z0-9_./\"-]*) no 'the path needs encoding' ;; esac
[ "$record" = ".policyreview/records/$(printf %s "$where" | tr -d '"')" ] || no 'another path'

# 4. Every text: mode, bytes; and its part of the JSON, in the record's order (language, path).
awk '
  /^\[\[/ {inside = ($0 == "[[text]]"); if (inside) n++}
  inside && / = / {i = index($0, " = "); v[n, substr($0, 1, i - 1)] = substr($0, i + 3)}
  END {for (t = 1; t <= n; t++)
    printf "%s\t%s\t%s\t%s\n", v[t, "language"], v[t, "mode"], v[t, "path"], v[t, "sha256"]}
' "$work/record" > "$work/texts"
[ -s "$work/texts" ] || no 'no texts'
texts=''
tab=$(printf '\t')
while IFS=$tab read -r language mode path sum; do
  plain=${path#\"}; plain=${plain%\"}
  entry=$(git -c core.quotePath=false ls-tree "$commit" -- "$plain")
  [ "\"${entry%% *}\"" = "$mode" ] || no "another mode of $plain"
  bytes=$(git cat-file blob "$commit:$plain" | sha256sum)
  [ "\"${bytes%% *}\"" = "$sum" ] || no "other bytes in $plain"
  texts="$texts,{\"language\":$language,\"mode\":$mode,\"path\":$path,\"sha256\":$sum}"
done < "$work/texts"

# 5. The subject digest.
prevailing=$(top prevailing); previous=$(top previous)
json="{\"effective_date\":\"$(top effective_date)\",\"policy\":$(top policy)"
json="$json,\"prevailing\":${prevailing:-null},\"previous\":${previous:-null}"
json="$json,\"texts\":[${texts#,}],\"version\":$(top version)}"
digest=$(printf 'policyreview subject 1\n%s' "$json" | sha256sum)
[ "\"${digest%% *}\"" = "$(top subject)" ] || no 'the subject digest does not match'

# 6. Each text that changed is stamped as stated: before becomes after, at its byte, and no other.
awk -F'\t' '$1 ~ / M$/ {print $2}' "$work/changes" | while read -r path; do
  awk -v p="\"$path\"" '
    /^\[\[/ {flush(); inside = ($0 == "[[stamp]]"); delete v}
    inside && / = / {i = index($0, " = "); v[substr($0, 1, i - 1)] = substr($0, i + 3)}
    function bare(s) {return substr(s, 2, length(s) - 2)}
    function flush() {if (inside && v["path"] == p)
      printf "%s\t%s\t%s\n", v["start"], bare(v["before"]), bare(v["after"])}
    END {flush()}' "$work/record" | sort -n > "$work/stamps"
  git cat-file blob "$parent:$path" > "$work/old"; : > "$work/new"; at=0
  while IFS=$tab read -r start before after; do
    head -c "$start" "$work/old" | tail -c +$((at + 1)) >> "$work/new"
    printf '%s' "$after" >> "$work/new"; at=$((start + ${#before}))
  done < "$work/stamps"
  tail -c +$((at + 1)) "$work/old" >> "$work/new"
  git cat-file blob "$commit:$path" | cmp -s - "$work/new" || { echo "more than a stamp in $path"; exit 1; }
done
echo holds
