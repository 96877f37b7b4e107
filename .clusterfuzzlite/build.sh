#!/bin/bash
# Builds every fuzz target the way that OSS-Fuzz and ClusterFuzzLite ask for: into $OUT, with its seeds, dictionary and options.
set -eu

flags=(-std=gnu11 -D_GNU_SOURCE -I"$SRC/sockspec/impl" -I"$SRC/sockspec/impl/lib" -I"$SRC/sockspec/impl/programs")
objects=$WORK/sockref

# shellcheck disable=SC2086 # flags of the contract are words
compile() { # SOURCE
	$CC $CFLAGS "${flags[@]}" -c -o "$objects/$(basename "$1" .c).o" "$1"
}

mkdir -p "$objects"
mapfile -t sources < <(grep -L '^int main' "$SRC"/sockspec/impl/lib/*/*.c "$SRC"/sockspec/impl/programs/*.c)
for source in "${sources[@]}"; do compile "$source"; done
[[ $CFLAGS != *-fsanitize=memory* ]] || compile "$SRC/sockspec/fuzz/memory.c"
rm -f "$WORK/libsockref.a"
ar rcs "$WORK/libsockref.a" "$objects"/*.o
for options in "$SRC"/sockspec/fuzz/*.options; do
	name=$(basename "$options" .options)
	[ "$name" != canary ] || continue
	compile "$SRC/sockspec/fuzz/$name.c"
	# shellcheck disable=SC2086
	$CXX $CXXFLAGS -o "$OUT/$name" "$objects/$name.o" $LIB_FUZZING_ENGINE "$WORK/libsockref.a" -lresolv -ldl
	cp "$options" "$OUT"
	[ ! -f "$SRC/sockspec/fuzz/$name.dict" ] || cp "$SRC/sockspec/fuzz/$name.dict" "$OUT"
	rm -f "$OUT/${name}_seed_corpus.zip"
	zip -jq "$OUT/${name}_seed_corpus.zip" "$SRC/sockspec/corpus/$name"/*
done
