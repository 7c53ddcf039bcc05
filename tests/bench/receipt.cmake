# From the touch to the cut on simulated printers at their real speed; prints, asserts no times.
house_test(bench.receipt /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/receipt.py)
set_tests_properties(bench.receipt PROPERTIES LABELS bench TIMEOUT 600 RUN_SERIAL ON
  ENVIRONMENT "LC_BUILD=${PROJECT_BINARY_DIR};PYTHONDONTWRITEBYTECODE=1")
