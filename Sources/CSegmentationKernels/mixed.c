// The mixed kernels for what every processor of the architecture has, and which of them runs.

#include "CSegmentationKernels.h"

#define MIXED_LANES 2
#define MIXED_NAME(name) name##_baseline
#include "mixed_body.h"

#define MIXED_SIGNATURE                                                                  \
  const cseg_mixed_rows *rows, int64_t firstTile, int64_t tileCount,                     \
      const cseg_prototypes *prototypes, int32_t *labels, double *distances

#define FOLLOWING_SIGNATURE                                                              \
  const cseg_mixed_rows *rows, int64_t firstTile, int64_t rowCount,                      \
      const cseg_prototypes *prototypes, const cseg_mixed_gaps *gaps, int32_t *labels,   \
      cseg_changes *changes

#if defined(__x86_64__)
void cseg_nearest_prototypes_avx2(MIXED_SIGNATURE);
void cseg_nearest_prototypes_avx512(MIXED_SIGNATURE);
void cseg_follow_prototypes_avx2(FOLLOWING_SIGNATURE);
void cseg_follow_prototypes_avx512(FOLLOWING_SIGNATURE);
#endif

void cseg_nearest_prototypes(int32_t instructionSet, MIXED_SIGNATURE) {
#if defined(__x86_64__)
  if (cseg_is_available(instructionSet)) {
    if (instructionSet == CSEG_AVX512)
      return cseg_nearest_prototypes_avx512(rows, firstTile, tileCount, prototypes, labels,
                                            distances);
    if (instructionSet == CSEG_AVX2)
      return cseg_nearest_prototypes_avx2(rows, firstTile, tileCount, prototypes, labels,
                                          distances);
  }
#endif
  cseg_nearest_prototypes_baseline(rows, firstTile, tileCount, prototypes, labels, distances);
}

void cseg_follow_prototypes(int32_t instructionSet, FOLLOWING_SIGNATURE) {
#if defined(__x86_64__)
  if (cseg_is_available(instructionSet)) {
    if (instructionSet == CSEG_AVX512)
      return cseg_follow_prototypes_avx512(rows, firstTile, rowCount, prototypes, gaps, labels,
                                           changes);
    if (instructionSet == CSEG_AVX2)
      return cseg_follow_prototypes_avx2(rows, firstTile, rowCount, prototypes, gaps, labels,
                                         changes);
  }
#endif
  cseg_follow_prototypes_baseline(rows, firstTile, rowCount, prototypes, gaps, labels, changes);
}
