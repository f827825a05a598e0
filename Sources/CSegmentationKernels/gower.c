// The kernel of Gower's dissimilarity for what every processor of the architecture has, and which of
// them runs.

#include "CSegmentationKernels.h"

#define GOWER_NAME(name) name##_baseline
#include "gower_body.h"

#define GOWER_SIGNATURE                                                              \
  const cseg_gower_rows *rows, int64_t row, int64_t firstTile, int64_t tileCount, \
      double *dissimilarities

#if defined(__x86_64__)
void cseg_gower_avx2(GOWER_SIGNATURE);
void cseg_gower_avx512(GOWER_SIGNATURE);
#endif

void cseg_gower(int32_t instructionSet, GOWER_SIGNATURE) {
#if defined(__x86_64__)
  if (cseg_is_available(instructionSet)) {
    if (instructionSet == CSEG_AVX512)
      return cseg_gower_avx512(rows, row, firstTile, tileCount, dissimilarities);
    if (instructionSet == CSEG_AVX2)
      return cseg_gower_avx2(rows, row, firstTile, tileCount, dissimilarities);
  }
#endif
  cseg_gower_baseline(rows, row, firstTile, tileCount, dissimilarities);
}
