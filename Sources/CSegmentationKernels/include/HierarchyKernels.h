// The SIMD kernels of hierarchical clustering.
//
// Points (rows, or the centroids of clusters) are packed in groups of 16, column by column inside a
// group. A lane without a point holds infinity, which is never near anything.
//
//   hierarchy_body.h      the kernels, written once
//   hierarchy_*.c         the same, compiled for each instruction set
//   hierarchy_dispatch.c  which of them runs
//
// Float finds candidates, the caller decides in Double. `cseg_distances` is all Double, in one
// order and without fused multiply-add: the same bits on every machine.

#ifndef HIERARCHYKERNELS_H
#define HIERARCHYKERNELS_H

#include <stdint.h>

/// Points in a group.
#define CSEG_GROUP_POINTS 16

// What a difference of coordinates adds to a distance.
#define CSEG_SQUARES 0
#define CSEG_MAGNITUDES 1

/// Packed points.
typedef struct {
  const float *groups;
  /// One mass for each lane of each group.
  const float *masses;
  int64_t columnCount;
} cseg_points;

/// Groups of points in a box.
#define CSEG_BOX_GROUPS 2

/// The corners of boxes, in groups of 16 boxes, column by column inside a group. A box without
/// points has its lower corner at infinity and its upper one at minus infinity.
typedef struct {
  const float *lower, *upper;
  /// The smallest mass in each box; 1 where there is none.
  const float *masses;
  int64_t columnCount;
} cseg_boxes;

/// How much higher than the smallest score a score may be for its point to be the nearest in exact
/// arithmetic: root of score at most (root of smallest + absolute) * factor + absolute.
typedef struct {
  double absolute, factor;
} cseg_ward_margin;

/// A point that a search came upon.
typedef struct {
  float score;
  int32_t position;
} cseg_candidate;

/// For each box of some groups, a score that no point in it goes below in `cseg_ward_search`.
void cseg_ward_bounds(int32_t instructionSet, const cseg_boxes *boxes, int64_t groupCount,
                      const float *point, float mass, float *bounds);

/// Searches boxes whose bound is at most `limit` for the points that are cheapest to join by Ward's
/// criterion, which have the smallest scores:
/// squared distance * mass * its mass / (mass + its mass).
///
/// `limit` falls with every score. Writes the candidates, among which are all whose score is at
/// most the last `limit`, and returns how many they are; there is room for all points of the boxes.
/// The bounds of boxes that are looked into early are overwritten by infinity.
int64_t cseg_ward_search(int32_t instructionSet, const cseg_points *points, float *bounds,
                         int64_t firstBox, int64_t boxCount, const float *point, float mass,
                         cseg_ward_margin margin, float *limit, cseg_candidate *candidates);

/// The two smallest of some values, and the position of the first; -1 where nothing is finite.
typedef struct {
  float best, second;
  int64_t position;
} cseg_nearest_point;

/// Lists the positions whose sum of squares, or of magnitudes, of differences to `point` is at most
/// their limit, ascending. `limits` belongs to position 0. Masses are not used.
int64_t cseg_closer(int32_t instructionSet, const cseg_points *points, int32_t terms,
                    int64_t firstGroup, int64_t groupCount, const float *point,
                    const float *limits, int32_t *positions);

/// Writes the sums of squares, or of magnitudes, of the differences between `point` and all points
/// of `groupCount` groups of Double.
void cseg_distances(int32_t instructionSet, const double *groups, int64_t columnCount,
                    int32_t terms, int64_t groupCount, const double *point, double *sums);

/// A point outside of a component, and its sum of differences; -1 where there is none.
typedef struct {
  double sum;
  int64_t position;
} cseg_outside_point;

/// Finds the point of some groups of Double that is nearest to `point` among those whose component
/// is another, of equally near ones the first, if its sum is less than `limit`. Sums are those of
/// `cseg_distances`. `groups` and `components` belong to position 0.
cseg_outside_point cseg_nearest_outside(int32_t instructionSet, const double *groups,
                                        int64_t columnCount, int32_t terms, int64_t firstGroup,
                                        int64_t groupCount, const double *point,
                                        const int32_t *components, int32_t component,
                                        double limit);

/// Replaces `count` numbers by their square roots.
void cseg_take_roots(int32_t instructionSet, double *values, int64_t count);

/// The smallest of `count` floats and where it first stands; -1 when all are infinite.
cseg_nearest_point cseg_smallest(int32_t instructionSet, const float *values, int64_t count);

#endif
