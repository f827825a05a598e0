// The SIMD kernels of spanning trees.
//
// Points stand in boxes of 32 near ones. A pair of points is looked at only where its boxes, and
// then the one point and the box of the other, are near enough. Float finds the pairs, the caller
// decides in Double.
//
//   spanning_body.h       the kernels, written once; part of the table of hierarchies
//   hierarchy_dispatch.c  which of them runs

#ifndef SPANNINGKERNELS_H
#define SPANNINGKERNELS_H

#include <stdint.h>

#include "HierarchyKernels.h"

/// Points in a box.
#define CSEG_BOX_POINTS 32

/// How near points `cseg_near_points` finds for each point.
#define CSEG_NEAR_POINTS 3

/// Scores of pairs, beside `CSEG_SQUARES` and `CSEG_MAGNITUDES`: half the square of the other point
/// less the product of both, which orders others as the squared distance does at half the work, but
/// loses digits where points are far from the origin and near each other.
#define CSEG_PRODUCTS 2

/// Points in boxes.
typedef struct {
  /// Box by box, column by column inside a box; infinity in a lane without a point.
  const float *tiles;
  /// Half the square of each point; infinity in a lane without one.
  const float *halves;
  /// For each box, the lower and then the upper corner.
  const float *corners;
  /// For each point, how large a sum of differences may be in Float for a pair to be listed, and how
  /// large a score may be: for products, with half the square of the point added.
  const float *reaches, *scoreLimits;
  /// The score limits again, but negative for points that look for all of their pairs themselves,
  /// since their reach is far beyond that of the others in their box.
  const float *answerLimits;
  int64_t columnCount, pointCount;
} cseg_boxed_points;

/// For each box of some groups of 16, the sum of differences to the box with the given corners: how
/// near two points of both may be. `middleWeight` times the sum between their middles is added.
void cseg_box_gaps(int32_t instructionSet, const cseg_boxes *boxes, int64_t firstGroup,
                   int64_t groupCount, const float *corners, int32_t terms, float middleWeight,
                   float *gaps);

/// For each of the 32 places of a box, the positions of the `CSEG_NEAR_POINTS` points of other boxes
/// and its own that have the smallest scores, the nearest first; -1 where there are not as many. What is
/// written for places without a point means nothing.
void cseg_near_points(int32_t instructionSet, const cseg_boxed_points *points, int32_t form,
                      int64_t box, const int32_t *others, int64_t otherCount, int32_t *neighbours);

/// The number of points of `box` that are in their own reach of one of `others`, or in the reach of
/// that one, added up over the other boxes.
int64_t cseg_points_in_reach(int32_t instructionSet, const cseg_boxed_points *points, int32_t form,
                             int64_t box, const int32_t *others, const float *reaches,
                             int64_t otherCount);

/// Lists the pairs of a point of `box` and a point of one of `others` that are within the limit of
/// one of the points, or of the other box: at most `reaches[i]` in sums of differences from point to
/// box, and `scoreLimits[i]` in scores, belong to the other box `others[i]`. A reach of FLT_MAX says
/// that asking for it would only take time.
///
/// Each pair of boxes is asked for once, by the first of both, but for the points without an answer
/// limit: other boxes before `box` are looked into for those of `box` only, and later ones do not
/// list theirs unless a point of `box` does. In the same box, each pair is listed once.
///
/// Starts with the other box `*next` and stops, with `*next` moved on, when there may not be room
/// for one more. Returns how many pairs were written, of two positions each; `capacity` pairs have
/// room, at least all of two boxes, and `tile` has room for the points of a box.
int64_t cseg_close_pairs(int32_t instructionSet, const cseg_boxed_points *points, int32_t form,
                         int64_t box, const int32_t *others, const float *reaches,
                         const float *scoreLimits, int64_t otherCount, int64_t *next,
                         int32_t *pairs, int64_t capacity, float *tile);

#endif
