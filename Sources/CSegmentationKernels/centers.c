// Centers in Double -> a panel that the scan reads front to back.

#include <math.h>

#include "CSegmentationKernels.h"
#include "center_blocks.h"

// The same panel on machines that could fuse.
#pragma STDC FP_CONTRACT OFF

/// A Float that is at least `value`.
static float rounded_up(double value) { return (float)(value * (1 + 0x1p-20)); }

cseg_centers cseg_pack_centers(const double *centers, int64_t count, int64_t columnCount,
                               cseg_frame frame, float *coordinates, float *halfSquares) {
  double largest = 0, smallest = INFINITY;
  const int64_t blockCount = center_block_count(count);
  for (int64_t b = 0; b < blockCount; b++) {
    const center_block block = center_block_at(b, blockCount, count);
    for (int64_t z = 0; z < block.size; z++) {
      const double *const center = centers + (block.start + z) * columnCount;
      float *const packed = coordinates + block.start * columnCount + z;
      double square = 0;
      for (int64_t j = 0; j < columnCount; j++) {
        const double coordinate = (center[j] - frame.centre[j]) * frame.scale;
        square += coordinate * coordinate;
        packed[j * block.size] = (float)coordinate;
      }
      halfSquares[block.start + z] = (float)(square / 2);
      // A center that is not a number makes every row undecided.
      if (!(square <= largest)) largest = square < INFINITY ? square : INFINITY;
      if (square < smallest) smallest = square;
    }
  }
  return (cseg_centers){
      .coordinates = coordinates,
      .halfSquares = halfSquares,
      .count = count,
      .largestNorm = rounded_up(sqrt(largest)),
      .smallestNorm = rounded_up(sqrt(smallest)),
  };
}
