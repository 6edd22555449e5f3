#!/bin/sh
# Makes sure that the fonts are there which the tests print Arabic, Hebrew and Chinese with.
#
# usage: tools/test_fonts.sh
set -eu
cd "$(dirname "$0")/.."

missing=
for family in 'Noto Naskh Arabic' 'Noto Sans Arabic' 'Noto Serif Hebrew' 'Noto Sans Hebrew' \
    'Noto Serif CJK SC' 'Noto Sans CJK SC'; do
    fc-list "$family" 2>/dev/null | grep --quiet . || missing="$missing, $family"
done
[ -z "$missing" ] || tools/system_packages.sh "the tests print with fonts that are missing (${missing#, })" \
    'fontconfig fonts-noto-core fonts-noto-cjk' \
    'fontconfig google-noto-naskh-arabic-fonts google-noto-sans-arabic-fonts google-noto-serif-hebrew-fonts google-noto-sans-hebrew-fonts google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts' \
    'fontconfig font-noto-arabic font-noto-hebrew font-noto-cjk' \
    'fontconfig font-noto-naskh-arabic font-noto-sans-arabic font-noto-serif-hebrew font-noto-sans-hebrew font-noto-serif-cjk font-noto-sans-cjk'
