// How a panel of centers is cut into blocks that fit the registers.
//
// Blocks differ by at most one center, so that none is nearly empty: 5 centers are 3 + 2, not
// 4 + 1. Within a block the centers' coordinates are interleaved column by column, which makes the
// scan read the whole panel front to back: block `b` starts at `coordinates + start * columnCount`,
// and its center `z` has column `j` at `[j * size + z]`.

#pragma once

#include "CSegmentationKernels.h"

typedef struct {
  int64_t start, size;
} center_block;

static inline int64_t center_block_count(int64_t centerCount) {
  return (centerCount + CSEG_CENTER_BLOCK - 1) / CSEG_CENTER_BLOCK;
}

static inline center_block center_block_at(int64_t index, int64_t blockCount, int64_t centerCount) {
  const int64_t size = centerCount / blockCount, larger = centerCount % blockCount;
  return (center_block){
      .start = index * size + (index < larger ? index : larger),
      .size = size + (index < larger),
  };
}
