# Which characters make a word: build/words/text_words_table.c, from Debian's pinyin_simp, the words of our keyboard and
# own.dict.yaml beside this file; opencc tells the characters of Taiwan.
find_program(PYTHON3 python3 REQUIRED)
find_program(OPENCC opencc REQUIRED)
find_file(PINYIN_SIMP pinyin_simp.dict.yaml PATHS /usr/share/rime-data REQUIRED NO_DEFAULT_PATH)

set(words_folder ${PROJECT_BINARY_DIR}/words)
set(words_dictionaries ${PINYIN_SIMP} ${PROJECT_SOURCE_DIR}/assets/pinyin/linchuang.dict.yaml
  ${CMAKE_CURRENT_LIST_DIR}/own.dict.yaml)
add_custom_command(
  OUTPUT ${words_folder}/text_words_table.c
  COMMAND ${CMAKE_COMMAND} -E make_directory ${words_folder}
  COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/words.py characters > ${words_folder}/characters.txt
  COMMAND ${OPENCC} -c t2s.json -i ${words_folder}/characters.txt -o ${words_folder}/simplified.txt
  COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/words.py table ${words_folder}/text_words_table.c
    ${words_folder}/simplified.txt ${words_dictionaries}
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/words.py ${words_dictionaries}
  COMMENT "Gathering the words that a line does not tear")
target_sources(lib_ui PRIVATE ${words_folder}/text_words_table.c)
