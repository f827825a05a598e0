// The mixed kernels for what every processor of the architecture has, and which of them runs.

#include "CSegmentationKernels.h"

#define MIXED_LANES 2
#define KERNEL_LANES 4
#define KERNEL_STRIP 2
#define MIXED_NAME(name) name##_baseline
#include "mixed_body.h"

#define MIXED_SIGNATURE                                                                  \
  const cseg_mixed_rows *rows, int64_t firstTile, int64_t tileCount,                     \
      const cseg_prototypes *prototypes, void *scratch, int32_t *labels, double *distances

#define FOLLOWING_SIGNATURE                                                              \
  const cseg_mixed_rows *rows, int64_t firstTile, int64_t rowCount,                      \
      const cseg_prototypes *prototypes, const cseg_mixed_gaps *gaps, void *scratch,     \
      int32_t *labels, cseg_changes *changes

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
      return cseg_nearest_prototypes_avx512(rows, firstTile, tileCount, prototypes, scratch, labels,
                                            distances);
    if (instructionSet == CSEG_AVX2)
      return cseg_nearest_prototypes_avx2(rows, firstTile, tileCount, prototypes, scratch, labels,
                                          distances);
  }
#endif
  cseg_nearest_prototypes_baseline(rows, firstTile, tileCount, prototypes, scratch, labels,
                                   distances);
}

void cseg_follow_prototypes(int32_t instructionSet, FOLLOWING_SIGNATURE) {
#if defined(__x86_64__)
  if (cseg_is_available(instructionSet)) {
    if (instructionSet == CSEG_AVX512)
      return cseg_follow_prototypes_avx512(rows, firstTile, rowCount, prototypes, gaps, scratch,
                                           labels, changes);
    if (instructionSet == CSEG_AVX2)
      return cseg_follow_prototypes_avx2(rows, firstTile, rowCount, prototypes, gaps, scratch,
                                         labels, changes);
  }
#endif
  cseg_follow_prototypes_baseline(rows, firstTile, rowCount, prototypes, gaps, scratch, labels,
                                  changes);
}

int64_t cseg_mixed_scratch_size(int64_t numberCount, int64_t categoryCount) {
  const int64_t numbers = 2 * (int64_t)(sizeof(double) + sizeof(float));
  const int64_t codes = 2 * (CSEG_MIXED_TILE * 4 + (int64_t)sizeof(cseg_codes));
  return numbers * CSEG_MIXED_TILE * numberCount + codes * categoryCount;
}

void cseg_pack_mixed(const double *original, const double *scales, const double *centre, double unit,
                     const uint8_t *gaps, int64_t rowCount, int64_t numberCount, int64_t firstTile,
                     int64_t tileCount, float *tiles, float *presence) {
  for (int64_t tile = 0; tile < tileCount; tile++) {
    const int64_t start = (firstTile + tile) * CSEG_MIXED_TILE, size = CSEG_MIXED_TILE * numberCount;
    const int64_t left = rowCount - start;
    const int64_t count = left < CSEG_MIXED_TILE ? left : CSEG_MIXED_TILE;
    float *const target = tiles + tile * size, *const present = presence + (gaps ? tile * size : 0);
    if (count < CSEG_MIXED_TILE) memset(target, 0, (size_t)size * sizeof *target);
    if (gaps) memset(present, 0, (size_t)size * sizeof *present);
    for (int64_t row = 0; row < count; row++)
      for (int64_t j = 0; j < numberCount; j++) {
        const int64_t place = (start + row) * numberCount + j;
        const int isThere = !gaps || !gaps[place];
        target[j * CSEG_MIXED_TILE + row] =
            isThere ? (float)((original[place] * scales[j] - centre[j]) * unit) : 0;
        if (gaps && isThere) present[j * CSEG_MIXED_TILE + row] = 1;
      }
  }
}
