add_executable(bench_speech ${CMAKE_CURRENT_LIST_DIR}/speech.c)
house_link(bench_speech ui base glib)
house_test(bench.speech bench_speech)
set_tests_properties(bench.speech PROPERTIES LABELS bench RUN_SERIAL ON TIMEOUT 300)
