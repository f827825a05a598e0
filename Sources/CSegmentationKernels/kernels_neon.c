// The kernels for arm64, where every processor has NEON: vectors of 128 bits, 32 registers, fused
// multiply-add.

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__aarch64__)
#define KERNEL_LANES 4
#define KERNEL_STRIP 4
#define KERNEL_NAME(name) name##_neon
#define KERNEL_TABLE cseg_neon_kernels

#include "kernel_bodies.h"

#endif
