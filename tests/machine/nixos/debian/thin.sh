# Builds one: $debs are the names of Debian packages, $script says what more there is.
PATH=/usr/bin:/usr/sbin:/bin:/sbin
export PATH
mkdir -p "$out"

# Programs, by whichever of its two directories.
for deb in $debs; do
  for file in $(dpkg -L "$deb"); do
    case $file in
      */bin/* | */sbin/*)
        if [ -f "$file" ] && [ -x "$file" ]; then
          mkdir -p "$out/bin"
          ln -sfn "$(readlink -f "$file" | grep -q /busybox && echo "$file" || echo "$file")" "$out/bin/${file##*/}"
        fi
        ;;
    esac
  done
done
if [ -d "$out/bin" ]; then ln -s bin "$out/sbin"; fi

# Data of a Debian package, at another place: copied, as links to directories of it are read by nobody.
data() {
  if [ -e "$1" ]; then
    mkdir -p "$out/${2%/*}"
    cp -rL --no-preserve=mode,ownership "$1" "$out/$2"
  fi
}
links() {
  mkdir -p "$out/$2"
  for file in "$1"/*; do if [ -f "$file" ]; then ln -sfn "$file" "$out/$2/"; fi; done
}

eval "$script"
