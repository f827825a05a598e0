// Which BLAS is linked is decided when the program starts (Debian's alternatives, LD_PRELOAD),
// so its own functions are looked up by name.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <strings.h>

#include "CSegmentationBLAS.h"
#include "fortran.h"

#if defined(__APPLE__)

segmentation_blas_kind segmentation_blas_library(void) { return SEGMENTATION_BLAS_ACCELERATE; }
const char *segmentation_blas_configuration(void) { return NULL; }
const char *segmentation_blas_core(void) { return NULL; }
const char *segmentation_blas_better_core(void) { return NULL; }
// Accelerate runs on Dispatch and shares its threads with the caller; there is nothing to cap.
int32_t segmentation_blas_thread_count(void) { return 0; }
void segmentation_blas_set_thread_count(int32_t count) { (void)count; }
void segmentation_blas_stop_threads(void) {}

#else

/// What was found in the library; each function is null when the library has none such.
static struct {
  segmentation_blas_kind kind;
  const char *(*configuration)(void);
  const char *(*core)(void);
  int (*thread_count)(void);
  void (*set_thread_count)(int);
  // BLIS counts in 64 bits.
  int64_t (*wide_thread_count)(void);
  void (*set_wide_thread_count)(int64_t);
} library;

static void *function_named(const char *name) { return dlsym(RTLD_DEFAULT, name); }

/// Whether the library that `dgemm_` comes from also defines `name`.
static bool comes_with_gemm(const char *name) {
  Dl_info gemm, other;
  void *symbol = function_named(name);
  return symbol && dladdr((const void *)dgemm_, &gemm) && dladdr(symbol, &other) &&
         gemm.dli_fbase == other.dli_fbase;
}

static void find_library(void) {
  // A global variable of the reference CBLAS. It is asked first, because an optimized library
  // may be loaded for LAPACK only.
  if (comes_with_gemm("RowMajorStrg")) {
    library.kind = SEGMENTATION_BLAS_REFERENCE;
  } else if (function_named("flexiblas_set_num_threads")) {
    library.kind = SEGMENTATION_BLAS_FLEXIBLAS;
    library.thread_count = (int (*)(void))function_named("flexiblas_get_num_threads");
    library.set_thread_count = (void (*)(int))function_named("flexiblas_set_num_threads");
  } else if (function_named("MKL_Set_Num_Threads")) {
    library.kind = SEGMENTATION_BLAS_MKL;
    library.thread_count = (int (*)(void))function_named("MKL_Get_Max_Threads");
    library.set_thread_count = (void (*)(int))function_named("MKL_Set_Num_Threads");
  } else if (function_named("openblas_set_num_threads")) {
    library.kind = SEGMENTATION_BLAS_OPENBLAS;
    library.configuration = (const char *(*)(void))function_named("openblas_get_config");
    library.core = (const char *(*)(void))function_named("openblas_get_corename");
    library.thread_count = (int (*)(void))function_named("openblas_get_num_threads");
    library.set_thread_count = (void (*)(int))function_named("openblas_set_num_threads");
  } else if (function_named("bli_thread_set_num_threads")) {
    library.kind = SEGMENTATION_BLAS_BLIS;
    library.configuration = (const char *(*)(void))function_named("bli_info_get_version_str");
    library.wide_thread_count =
        (int64_t(*)(void))function_named("bli_thread_get_num_threads");
    library.set_wide_thread_count =
        (void (*)(int64_t))function_named("bli_thread_set_num_threads");
  }
}

static void find_library_once(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, find_library);
}

segmentation_blas_kind segmentation_blas_library(void) {
  find_library_once();
  return library.kind;
}

const char *segmentation_blas_configuration(void) {
  find_library_once();
  return library.configuration ? library.configuration() : NULL;
}

const char *segmentation_blas_core(void) {
  find_library_once();
  return library.core ? library.core() : NULL;
}

const char *segmentation_blas_better_core(void) {
#if defined(__x86_64__)
  const char *core = segmentation_blas_core();
  if (!core || !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return NULL;
  // OpenBLAS falls back to code for 2004 when it does not know a processor.
  static const char *const cores_before_avx2[] = {
      "Atom", "Barcelona", "Bobcat", "Bulldozer", "Core2", "Dunnington", "generic", "Nano",
      "Nehalem", "Opteron", "Opteron_SSE3", "Penryn", "Piledriver", "Prescott", "Sandybridge",
      "Steamroller",
  };
  const size_t count = sizeof cores_before_avx2 / sizeof cores_before_avx2[0];
  for (size_t index = 0; index < count; index++) {
    if (strcasecmp(core, cores_before_avx2[index]) != 0) continue;
    const bool has_avx512 = __builtin_cpu_supports("avx512f") &&
                            __builtin_cpu_supports("avx512dq") &&
                            __builtin_cpu_supports("avx512bw") &&
                            __builtin_cpu_supports("avx512vl");
    return has_avx512 ? "SkylakeX" : "Haswell";
  }
#endif
  return NULL;
}

int32_t segmentation_blas_thread_count(void) {
  find_library_once();
  if (library.thread_count) return library.thread_count();
  if (library.wide_thread_count) return (int32_t)library.wide_thread_count();
  return 0;
}

void segmentation_blas_set_thread_count(int32_t count) {
  find_library_once();
  if (library.set_thread_count) library.set_thread_count(count);
  if (library.set_wide_thread_count) library.set_wide_thread_count(count);
}

void segmentation_blas_stop_threads(void) {
  // OpenBLAS calls it before a process forks.
  int (*stop)(void) = (int (*)(void))function_named("blas_thread_shutdown_");
  if (stop) stop();
}

#endif
