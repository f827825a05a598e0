// Vectors as wide as the instruction set has them, by the compiler's vector extensions.
//
// Whoever includes this file has defined KERNEL_LANES, the number of floats in a vector. The
// operators +, -, *, < and ?: work on all lanes at once; `a - b * c` in one expression becomes one
// fused multiply-add where the instruction set has it. Loads need no alignment.

#pragma once

#include <stdint.h>
#include <string.h>

#include "CSegmentationKernels.h"

typedef float lanes __attribute__((ext_vector_type(KERNEL_LANES), aligned(4)));
typedef int32_t integer_lanes __attribute__((ext_vector_type(KERNEL_LANES), aligned(4)));
typedef _Bool lane_flags __attribute__((ext_vector_type(KERNEL_LANES)));

#define KERNEL_INLINE static inline __attribute__((always_inline))

KERNEL_INLINE lanes lanes_at(const float *address) { return *(const lanes *)address; }

KERNEL_INLINE integer_lanes labels_at(const int32_t *address) {
  return *(const integer_lanes *)address;
}

KERNEL_INLINE lanes smaller(lanes a, lanes b) { return a < b ? a : b; }

/// One bit for each lane of a comparison, the first lane lowest.
KERNEL_INLINE uint64_t bits_of(integer_lanes comparison) {
  const lane_flags flags = __builtin_convertvector(comparison, lane_flags);
#if KERNEL_LANES == 16
  uint16_t bits;
#else
  uint8_t bits;
#endif
  memcpy(&bits, &flags, sizeof bits);
  return bits & ((1u << KERNEL_LANES) - 1);
}
