// Centers as the scan reads them.

#ifndef CSEGMENTATIONKERNELS_CENTERS_H
#define CSEGMENTATIONKERNELS_CENTERS_H

#include <stdint.h>

/// Most centers that are scored at the same time, in registers.
#define CSEG_CENTER_BLOCK 4

/// Centers packed for scanning: see `cseg_pack_centers`.
typedef struct {
  const float *coordinates;
  /// Half the squared norm of each center.
  const float *halfSquares;
  int64_t count;
  /// Upper bounds of the largest and of the smallest norm among the centers.
  float largestNorm, smallestNorm;
} cseg_centers;

#endif
