// The nearest two centers of one row in Double: squared differences, summed column by column.
//
// Products and sums are rounded separately on every machine, so this is what a plain loop in any
// language gives, to the last bit, times the square of the scale: a power of two changes no digit,
// and keeps squares from overflow and underflow. Four centers at a time keep four independent sums
// under way.

#include <math.h>

#include "CSegmentationKernels.h"

#pragma STDC FP_CONTRACT OFF

/// Lets one more center compete; a tie leaves the earlier center in front.
static inline void compete(cseg_nearest *nearest, double square, int64_t center) {
  if (square < nearest->squaredDistance) {
    nearest->secondSquaredDistance = nearest->squaredDistance;
    nearest->secondLabel = nearest->label;
    nearest->squaredDistance = square;
    nearest->label = (int32_t)center;
  } else if (square < nearest->secondSquaredDistance) {
    nearest->secondSquaredDistance = square;
    nearest->secondLabel = (int32_t)center;
  }
}

/// Where nothing is finite, the first two centers stand.
static inline cseg_nearest finished(cseg_nearest nearest, int64_t count) {
  if (nearest.label < 0) nearest.label = 0;
  if (nearest.secondLabel < 0 && count > 1) nearest.secondLabel = nearest.label == 0 ? 1 : 0;
  return nearest;
}

#define ELEMENT double
#define NEAREST_NAME cseg_nearest_exact_doubles
#include "nearest_exact_body.h"

#define ELEMENT float
#define NEAREST_NAME cseg_nearest_exact_floats
#include "nearest_exact_body.h"
