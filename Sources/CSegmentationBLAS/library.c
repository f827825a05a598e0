// Which BLAS is linked is decided when the program starts (Debian's alternatives, LD_PRELOAD),
// so its own functions are looked up by name.

#define _GNU_SOURCE
#include <dlfcn.h>

#include "CSegmentationBLAS.h"
#include "fortran.h"

#if defined(__APPLE__)

segmentation_blas_kind segmentation_blas_library(void) { return SEGMENTATION_BLAS_ACCELERATE; }
const char *segmentation_blas_configuration(void) { return NULL; }
// Accelerate runs on Dispatch and shares its threads with the caller; there is nothing to cap.
int32_t segmentation_blas_thread_count(void) { return 0; }
void segmentation_blas_set_thread_count(int32_t count) { (void)count; }

#else

static void *function_named(const char *name) { return dlsym(RTLD_DEFAULT, name); }

/// Whether the library that `dgemm_` comes from also defines `name`.
static bool comes_with_gemm(const char *name) {
  Dl_info gemm, other;
  void *symbol = function_named(name);
  return symbol && dladdr((const void *)dgemm_, &gemm) && dladdr(symbol, &other) &&
         gemm.dli_fbase == other.dli_fbase;
}

segmentation_blas_kind segmentation_blas_library(void) {
  // A global variable of the reference CBLAS. It is asked first, because an optimized library
  // may be loaded for LAPACK only.
  if (comes_with_gemm("RowMajorStrg")) return SEGMENTATION_BLAS_REFERENCE;
  if (function_named("flexiblas_set_num_threads")) return SEGMENTATION_BLAS_FLEXIBLAS;
  if (function_named("MKL_Set_Num_Threads")) return SEGMENTATION_BLAS_MKL;
  if (function_named("openblas_set_num_threads")) return SEGMENTATION_BLAS_OPENBLAS;
  if (function_named("bli_thread_set_num_threads")) return SEGMENTATION_BLAS_BLIS;
  return SEGMENTATION_BLAS_UNKNOWN;
}

const char *segmentation_blas_configuration(void) {
  const char *name = NULL;
  switch (segmentation_blas_library()) {
    case SEGMENTATION_BLAS_OPENBLAS: name = "openblas_get_config"; break;
    case SEGMENTATION_BLAS_BLIS: name = "bli_info_get_version_str"; break;
    default: return NULL;
  }
  const char *(*configuration)(void) = (const char *(*)(void))function_named(name);
  return configuration ? configuration() : NULL;
}

int32_t segmentation_blas_thread_count(void) {
  const char *name = NULL;
  switch (segmentation_blas_library()) {
    case SEGMENTATION_BLAS_OPENBLAS: name = "openblas_get_num_threads"; break;
    case SEGMENTATION_BLAS_MKL: name = "MKL_Get_Max_Threads"; break;
    case SEGMENTATION_BLAS_FLEXIBLAS: name = "flexiblas_get_num_threads"; break;
    case SEGMENTATION_BLAS_BLIS: {
      int64_t (*count)(void) = (int64_t(*)(void))function_named("bli_thread_get_num_threads");
      return count ? (int32_t)count() : 0;
    }
    default: return 0;
  }
  int (*count)(void) = (int (*)(void))function_named(name);
  return count ? count() : 0;
}

void segmentation_blas_set_thread_count(int32_t count) {
  const char *name = NULL;
  switch (segmentation_blas_library()) {
    case SEGMENTATION_BLAS_OPENBLAS: name = "openblas_set_num_threads"; break;
    case SEGMENTATION_BLAS_MKL: name = "MKL_Set_Num_Threads"; break;
    case SEGMENTATION_BLAS_FLEXIBLAS: name = "flexiblas_set_num_threads"; break;
    case SEGMENTATION_BLAS_BLIS: {
      void (*set)(int64_t) = (void (*)(int64_t))function_named("bli_thread_set_num_threads");
      if (set) set(count);
      return;
    }
    default: return;
  }
  void (*set)(int) = (void (*)(int))function_named(name);
  if (set) set(count);
}

#endif
