# QR codes read of a drawn corpus, beside zbar and zxing-cpp; the counts are asserted, the times are not;
# they are of the processor, so that other tests may run beside.
file(GLOB corpus CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/codes/*.c)
add_executable(bench_codes ${CMAKE_CURRENT_LIST_DIR}/codes.c ${corpus})
house_link(bench_codes devices base glib zbar qrencode math)
target_include_directories(bench_codes PRIVATE ${PROJECT_SOURCE_DIR}/tests/codes)
house_test(bench.codes nice $<TARGET_FILE:bench_codes>)
set_tests_properties(bench.codes PROPERTIES LABELS bench TIMEOUT 5400 PROCESSORS 2 COST 400)
