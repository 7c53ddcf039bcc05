# Recall of the handwriting matcher, beside plain zinnia; the bars are asserted, the times are not;
# they are of the processor, so that other tests may run beside.
get_property(medians GLOBAL PROPERTY house_medians)
set(commonest ${CMAKE_CURRENT_BINARY_DIR}/commonest.txt)
add_custom_command(
  OUTPUT ${commonest}
  COMMAND sh -c "bzgrep kHanyuPinlu /usr/share/unicode/Unihan_Readings.txt.bz2 >commonest.txt"
  DEPENDS /usr/share/unicode/Unihan_Readings.txt.bz2)
add_executable(bench_handwriting ${CMAKE_CURRENT_LIST_DIR}/handwriting.c ${CMAKE_CURRENT_LIST_DIR}/jitter.c
  ${PROJECT_SOURCE_DIR}/app/strokes/medians.c ${commonest})
house_link(bench_handwriting input base glib jansson zinnia math)
target_include_directories(bench_handwriting PRIVATE ${CMAKE_CURRENT_LIST_DIR})
add_dependencies(bench_handwriting handwriting_strokes)
house_test(bench.handwriting nice $<TARGET_FILE:bench_handwriting> ${medians} ${PROJECT_BINARY_DIR}/handwriting/strokes.bin
  /usr/share/tegaki/models/zinnia/handwriting-zh_CN.model ${commonest})
set_tests_properties(bench.handwriting PROPERTIES LABELS bench TIMEOUT 5400 PROCESSORS 2 COST 400)
