// When two Float scores are too close to tell which center is nearer, and why that is sound.
//
// Let x and c be a row and a center, after centring and scaling, in exact arithmetic. The score
//
//     s(c) = |c|^2 / 2 - x.c          ( = |x - c|^2 / 2 - |x|^2 / 2 )
//
// orders centers as the distance does. The kernel computes it in Float, from coordinates and half
// squares that were rounded to Float. Every term x[j] c[j] passes at most d + 3 roundings: one for
// each factor, one for the product (none with fused multiply-add) and one for each subtraction that
// follows; the half square passes d + 1. With u = 2^-24 and gamma(m) = m u / (1 - m u), Higham's
// analysis of inner products (Accuracy and Stability of Numerical Algorithms, 2nd ed., 2002,
// section 3.1, doi:10.1137/1.9780898718027) and Cauchy's inequality give
//
//     |computed - s(c)| <= gamma(d + 3) (|c|^2 / 2 + |x| |c|) + underflow.
//
// A center can only be the nearest when |c| <= 2 |x| + m, where m is the smallest norm among the
// centers: s(c) <= s(c0) for the center c0 of norm m gives |c|^2 - m^2 <= 2 |x| (|c| + m). So the
// norm of one far center does not loosen the bound for rows that it cannot win:
//
//     R(x) = min(largest norm, 2 |x| + m).
//
// If the Float winner is not the exact winner, both scores are off by at most the bound at R, hence
// the gap between the two best Float scores is at most twice the bound. A row whose gap is larger
// is decided. Last, what Double makes of x, c and the differences has errors of its own, at most
// gamma'(d + 4) (|x| + |c|)^2 with u' = 2^-53; they matter only for rows that are 10^8 times
// farther out than the centers are, and are added so that the promise is about Double as computed.
//
// The norm of the Float winner is bounded by the same reasoning with scores that are off by their
// relative error. An error of 0.2 % loosens the bound by 0.5 %: hence 2.01 and 1.01 below, and the
// demand that gamma stays under 0.002, which 30,000 columns satisfy.
//
// Norms above 2^60 or more columns than that make the bound infinite, which leaves the row
// undecided; so does any NaN, because a row is decided only if `gap > bound` is true.

#pragma once

#include <math.h>

#include "CSegmentationKernels.h"

/// The largest norm whose square and products are far from overflow in Float.
#define LARGEST_SAFE_NORM 0x1p60f

typedef struct {
  /// Factors of Float's error, of Double's and of what underflows: two scores' worth, and 1 % for
  /// the rounding of the bound itself, which is computed in Float.
  float ofFloat, ofDouble, ofUnderflow;
  float largestNorm, smallestNorm;
} error_bound;

/// What squares of `columnCount` numbers may lose to underflow; a sum of squares starts from it.
static inline float lost_squares(int64_t columnCount) { return (float)columnCount * 0x1p-120f; }

/// What makes the root of a Float sum of squares an upper bound of the norm.
static inline float norm_slack(int64_t columnCount) {
  return 1 + ((float)columnCount + 8) * 0x1p-23f;
}

static inline error_bound make_error_bound(const cseg_centers *centers, int64_t columnCount) {
  const double roundings = (double)columnCount + 6;
  const double error = roundings * 0x1p-24;
  const int isCountable = error < 0.002 && centers->largestNorm <= LARGEST_SAFE_NORM;
  return (error_bound){
      .ofFloat = isCountable ? (float)(2.02 * error / (1 - error)) : INFINITY,
      .ofDouble = (float)(2.02 * roundings * 0x1p-53),
      .ofUnderflow = (float)(roundings * 0x1p-124),
      .largestNorm = centers->largestNorm,
      .smallestNorm = centers->smallestNorm,
  };
}

/// The gap that the two best scores of a row of at most this norm must exceed.
static inline float smallest_decisive_gap(const error_bound *bound, float norm) {
  if (!(norm <= LARGEST_SAFE_NORM)) return INFINITY;
  const float reachable = 2.01f * norm + 1.01f * bound->smallestNorm;
  const float reach = reachable < bound->largestNorm ? reachable : bound->largestNorm;
  const float both = norm + reach;
  return bound->ofFloat * reach * (norm + 0.5f * reach) + bound->ofDouble * both * both +
         bound->ofUnderflow * (1 + both);
}
