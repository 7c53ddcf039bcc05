# How Chinese is read: build/voice/voice_readings.c, from the dictionaries of Debian's unicode-data and
# rime-data-terra-pinyin, and words.tsv beside this file, which wins.
find_program(PYTHON3 python3 REQUIRED)
find_program(BZIP2 bzip2 REQUIRED)
find_file(UNIHAN_READINGS unicode/Unihan_Readings.txt.bz2 PATH_SUFFIXES share REQUIRED)
find_file(UNIHAN_VARIANTS unicode/Unihan_Variants.txt.bz2 PATH_SUFFIXES share REQUIRED)
find_file(TERRA_PINYIN rime-data/terra_pinyin.dict.yaml PATH_SUFFIXES share REQUIRED)

set(voice_folder ${PROJECT_BINARY_DIR}/voice)
add_custom_command(
  OUTPUT ${voice_folder}/voice_readings.c
  COMMAND ${CMAKE_COMMAND} -E make_directory ${voice_folder}
  COMMAND ${BZIP2} -dc ${UNIHAN_READINGS} > ${voice_folder}/readings.txt
  COMMAND ${BZIP2} -dc ${UNIHAN_VARIANTS} > ${voice_folder}/variants.txt
  COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/readings.py ${voice_folder}/variants.txt ${voice_folder}/readings.txt
    ${TERRA_PINYIN} ${CMAKE_CURRENT_LIST_DIR}/words.tsv ${voice_folder}/voice_readings.c
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/readings.py ${CMAKE_CURRENT_LIST_DIR}/words.tsv ${TERRA_PINYIN}
  COMMENT "Gathering how Chinese is read")
target_sources(lib_ui PRIVATE ${voice_folder}/voice_readings.c)
