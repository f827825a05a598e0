// Large pages for large copies.
//
// Fresh memory costs a page fault for each 4 kB, which for packed rows is as much time as packing
// takes. Linux gives pages of 2 MB to who asks; elsewhere, and where it declines, nothing changes.

#if defined(__linux__)
#define _DEFAULT_SOURCE
#include <sys/mman.h>
#endif

#include "CSegmentationKernels.h"

#define SMALLEST_PAGE 4096

void cseg_prefer_large_pages(void *address, size_t byteCount) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  const uintptr_t first = ((uintptr_t)address + CSEG_LARGE_PAGE - 1) & ~(uintptr_t)(CSEG_LARGE_PAGE - 1);
  const uintptr_t end = ((uintptr_t)address + byteCount) & ~(uintptr_t)(CSEG_LARGE_PAGE - 1);
  if (first < end) (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
  (void)address;
  (void)byteCount;
#endif
}

void cseg_load_pages(const void *address, size_t byteCount) {
  const volatile char *const bytes = address;
  for (size_t offset = 0; offset < byteCount; offset += SMALLEST_PAGE) (void)bytes[offset];
}
