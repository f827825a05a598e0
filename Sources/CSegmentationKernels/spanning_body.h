// The kernels of spanning trees, a part of those of hierarchies.

#pragma once

/// Vectors in a row of a box's tile, one for each column.
#define BOX_VECTORS (CSEG_BOX_POINTS / KERNEL_LANES)

/// Points that are compared with a box side by side, so that sums do not wait for each other.
#define POINTS_ABREAST (KERNEL_LANES / 4)

typedef struct {
  lanes of[BOX_VECTORS];
} box_lanes;

KERNEL_INLINE lanes larger(lanes a, lanes b) { return a > b ? a : b; }

/// Adds what a difference adds to a sum; one expression, which becomes one instruction.
KERNEL_INLINE lanes plus_term(lanes sum, lanes difference, int32_t form) {
  if (form == CSEG_MAGNITUDES) return sum + (difference < 0 ? -difference : difference);
  return sum + difference * difference;
}

KERNEL_INLINE void write_gaps(const cseg_boxes *boxes, int64_t firstGroup, int64_t groupCount,
                              const float *corners, int32_t terms, float middleWeight,
                              float *gaps) {
  const int64_t columnCount = boxes->columnCount;
  const float *const lower = corners, *const upper = corners + columnCount;
  for (int64_t group = 0; group < groupCount; group++)
    for (int v = 0; v < GROUP_VECTORS; v++) {
      lanes sum = (lanes)0, middle = (lanes)0;
      for (int64_t j = 0; j < columnCount; j++) {
        const int64_t start =
            ((firstGroup + group) * columnCount + j) * CSEG_GROUP_POINTS + v * KERNEL_LANES;
        const lanes low = lanes_at(boxes->lower + start), high = lanes_at(boxes->upper + start);
        const lanes gap = larger(larger(low - (lanes)upper[j], (lanes)lower[j] - high), (lanes)0);
        sum = plus_term(sum, gap, terms);
        if (middleWeight > 0)
          middle = plus_term(
              middle, (low + high - (lanes)(lower[j] + upper[j])) * (lanes)0.5f, terms);
      }
      if (middleWeight > 0) sum += middle * (lanes)middleWeight;
      *(lanes *)(gaps + group * CSEG_GROUP_POINTS + v * KERNEL_LANES) = sum;
    }
}

static void KERNEL_NAME(box_gaps)(const cseg_boxes *boxes, int64_t firstGroup, int64_t groupCount,
                                  const float *corners, int32_t terms, float middleWeight,
                                  float *gaps) {
  if (terms == CSEG_SQUARES)
    write_gaps(boxes, firstGroup, groupCount, corners, CSEG_SQUARES, middleWeight, gaps);
  else
    write_gaps(boxes, firstGroup, groupCount, corners, CSEG_MAGNITUDES, middleWeight, gaps);
}

/// Scores some points of a box, `POINTS_ABREAST` of them, with all of another.
KERNEL_INLINE void score_points(const cseg_boxed_points *points, int32_t form, int64_t box,
                                const int *places, int64_t other, box_lanes *scores) {
  const int64_t columnCount = points->columnCount;
  const float *const own = points->tiles + box * columnCount * CSEG_BOX_POINTS;
  const float *const tile = points->tiles + other * columnCount * CSEG_BOX_POINTS;
  const float *const halves = points->halves + other * CSEG_BOX_POINTS;
#pragma clang loop unroll(full)
  for (int p = 0; p < POINTS_ABREAST; p++)
#pragma clang loop unroll(full)
    for (int v = 0; v < BOX_VECTORS; v++)
      scores[p].of[v] = form == CSEG_PRODUCTS ? lanes_at(halves + v * KERNEL_LANES) : (lanes)0;
  for (int64_t j = 0; j < columnCount; j++) {
    lanes x[POINTS_ABREAST];
#pragma clang loop unroll(full)
    for (int p = 0; p < POINTS_ABREAST; p++) x[p] = (lanes)own[j * CSEG_BOX_POINTS + places[p]];
#pragma clang loop unroll(full)
    for (int v = 0; v < BOX_VECTORS; v++) {
      const lanes y = lanes_at(tile + j * CSEG_BOX_POINTS + v * KERNEL_LANES);
#pragma clang loop unroll(full)
      for (int p = 0; p < POINTS_ABREAST; p++) {
        if (form == CSEG_PRODUCTS)
          scores[p].of[v] -= x[p] * y;
        else
          scores[p].of[v] = plus_term(scores[p].of[v], y - x[p], form);
      }
    }
  }
}

/// The nearest points so far, the nearest first.
typedef struct {
  float scores[CSEG_NEAR_POINTS];
  int32_t positions[CSEG_NEAR_POINTS];
} near_points;

KERNEL_INLINE void take_near(near_points *near, const box_lanes *scores, int64_t firstPosition,
                             int64_t ownPosition) {
  const lanes limit = (lanes)near->scores[CSEG_NEAR_POINTS - 1];
  integer_lanes isAnyNear = (integer_lanes)0;
#pragma clang loop unroll(full)
  for (int v = 0; v < BOX_VECTORS; v++) isAnyNear |= scores->of[v] < limit;
  if (!__builtin_reduce_or(isAnyNear)) return;
  for (int v = 0; v < BOX_VECTORS; v++)
    for (uint64_t bits = bits_of(scores->of[v] < limit); bits; bits &= bits - 1) {
      const int lane = __builtin_ctzll(bits);
      const float score = scores->of[v][lane];
      const int64_t position = firstPosition + v * KERNEL_LANES + lane;
      int place = CSEG_NEAR_POINTS - 1;
      if (position == ownPosition || !(score < near->scores[place])) continue;
      for (; place > 0 && score < near->scores[place - 1]; place--) {
        near->scores[place] = near->scores[place - 1];
        near->positions[place] = near->positions[place - 1];
      }
      near->scores[place] = score;
      near->positions[place] = (int32_t)position;
    }
}

KERNEL_INLINE void find_near(const cseg_boxed_points *points, int32_t form, int64_t box,
                             const int32_t *others, int64_t otherCount, int32_t *neighbours) {
  for (int first = 0; first < CSEG_BOX_POINTS; first += POINTS_ABREAST) {
    int places[POINTS_ABREAST];
    near_points near[POINTS_ABREAST];
    for (int p = 0; p < POINTS_ABREAST; p++) {
      places[p] = first + p;
      for (int i = 0; i < CSEG_NEAR_POINTS; i++) {
        near[p].scores[i] = INFINITY;
        near[p].positions[i] = -1;
      }
    }
    for (int64_t i = 0; i < otherCount; i++) {
      box_lanes scores[POINTS_ABREAST];
      score_points(points, form, box, places, others[i], scores);
      for (int p = 0; p < POINTS_ABREAST; p++)
        take_near(&near[p], &scores[p], (int64_t)others[i] * CSEG_BOX_POINTS,
                  box * CSEG_BOX_POINTS + places[p]);
    }
    for (int p = 0; p < POINTS_ABREAST; p++)
      memcpy(neighbours + places[p] * CSEG_NEAR_POINTS, near[p].positions,
             sizeof near[p].positions);
  }
}

static void KERNEL_NAME(near_points)(const cseg_boxed_points *points, int32_t form, int64_t box,
                                     const int32_t *others, int64_t otherCount,
                                     int32_t *neighbours) {
  switch (form) {
    case CSEG_PRODUCTS:
      find_near(points, CSEG_PRODUCTS, box, others, otherCount, neighbours);
      break;
    case CSEG_SQUARES:
      find_near(points, CSEG_SQUARES, box, others, otherCount, neighbours);
      break;
    default: find_near(points, CSEG_MAGNITUDES, box, others, otherCount, neighbours);
  }
}

/// One bit for each of some points, `vectorCount` vectors of them in each column of a tile, that is
/// near enough to a box.
KERNEL_INLINE uint64_t near_box(const cseg_boxed_points *points, int32_t form, const float *tile,
                                const float *reaches, int vectorCount, int64_t other,
                                float reach) {
  const int64_t columnCount = points->columnCount;
  const float *const lower = points->corners + other * 2 * columnCount;
  const float *const upper = lower + columnCount;
  box_lanes sums;
#pragma clang loop unroll(full)
  for (int v = 0; v < vectorCount; v++) sums.of[v] = (lanes)0;
  for (int64_t j = 0; j < columnCount; j++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectorCount; v++) {
      const lanes x = lanes_at(tile + j * CSEG_BOX_POINTS + v * KERNEL_LANES);
      const lanes nearest = larger(smaller(x, (lanes)upper[j]), (lanes)lower[j]);
      sums.of[v] = plus_term(sums.of[v], x - nearest, form);
    }
  uint64_t result = 0;
#pragma clang loop unroll(full)
  for (int v = 0; v < vectorCount; v++) {
    const lanes own = lanes_at(reaches + v * KERNEL_LANES);
    result |= bits_of(sums.of[v] <= larger(own, (lanes)reach)) << (v * KERNEL_LANES);
  }
  return result;
}

/// One bit for each point of a box that is near enough to the other box.
KERNEL_INLINE uint64_t points_near_box(const cseg_boxed_points *points, int32_t form, int64_t box,
                                       int64_t other, float reach) {
  return near_box(points, form, points->tiles + box * points->columnCount * CSEG_BOX_POINTS,
                  points->reaches + box * CSEG_BOX_POINTS, BOX_VECTORS, other, reach);
}

/// One bit for each place of a box with a point.
KERNEL_INLINE uint64_t places_taken(const cseg_boxed_points *points, int64_t box) {
  const int64_t left = points->pointCount - box * CSEG_BOX_POINTS;
  return left < CSEG_BOX_POINTS ? ((uint64_t)1 << left) - 1 : 0xffffffff;
}

KERNEL_INLINE int64_t count_in_reach(const cseg_boxed_points *points, int32_t form, int64_t box,
                                     const int32_t *others, const float *reaches,
                                     int64_t otherCount) {
  const uint64_t all = places_taken(points, box);
  int64_t count = 0;
  for (int64_t i = 0; i < otherCount; i++)
    count +=
        __builtin_popcountll(all & points_near_box(points, form, box, others[i], reaches[i]));
  return count;
}

static int64_t KERNEL_NAME(points_in_reach)(const cseg_boxed_points *points, int32_t form,
                                            int64_t box, const int32_t *others,
                                            const float *reaches, int64_t otherCount) {
  if (form == CSEG_MAGNITUDES)
    return count_in_reach(points, CSEG_MAGNITUDES, box, others, reaches, otherCount);
  return count_in_reach(points, CSEG_SQUARES, box, others, reaches, otherCount);
}

/// Some points of a box, side by side in a tile of their own.
typedef struct {
  int count;
  int places[CSEG_BOX_POINTS];
  float reaches[CSEG_BOX_POINTS];
} chosen_points;

/// Copies the points that look for all of their pairs themselves.
KERNEL_INLINE chosen_points choose_far_points(const cseg_boxed_points *points, int64_t box,
                                              float *tile) {
  chosen_points chosen = {.count = 0};
  const float *const own = points->tiles + box * points->columnCount * CSEG_BOX_POINTS;
  for (uint64_t bits = places_taken(points, box); bits; bits &= bits - 1) {
    const int place = __builtin_ctzll(bits);
    if (points->answerLimits[box * CSEG_BOX_POINTS + place] >= 0) continue;
    chosen.places[chosen.count] = place;
    chosen.reaches[chosen.count++] = points->reaches[box * CSEG_BOX_POINTS + place];
  }
  for (int i = 0; i < CSEG_BOX_POINTS; i++) {
    if (i >= chosen.count) chosen.reaches[i] = -1;
    for (int64_t j = 0; j < points->columnCount; j++)
      tile[j * CSEG_BOX_POINTS + i] =
          i < chosen.count ? own[j * CSEG_BOX_POINTS + chosen.places[i]] : 0;
  }
  return chosen;
}

/// One bit for each point of a box that looks for all of its pairs itself and is near enough.
KERNEL_INLINE uint64_t far_points_near_box(const cseg_boxed_points *points, int32_t form,
                                           const chosen_points *chosen, const float *tile,
                                           int64_t other) {
  uint64_t result = 0;
  for (int first = 0; first < chosen->count; first += KERNEL_LANES)
    for (uint64_t bits =
             near_box(points, form, tile + first, chosen->reaches + first, 1, other, -1);
         bits; bits &= bits - 1)
      result |= (uint64_t)1 << chosen->places[first + __builtin_ctzll(bits)];
  return result;
}

/// Adds the pairs of one point with the points of a box whose scores are within their limits.
KERNEL_INLINE int64_t list_pairs(const cseg_boxed_points *points, int32_t form, int64_t position,
                                 int64_t other, const box_lanes *scores, float scoreLimit,
                                 const float *answers, int32_t *pairs, int64_t count) {
  const float own = points->scoreLimits[position];
  const lanes limit = (lanes)(own > scoreLimit ? own : scoreLimit);
  const lanes half = (lanes)(form == CSEG_PRODUCTS ? points->halves[position] : 0);
  integer_lanes isListed[BOX_VECTORS], isAnyListed = (integer_lanes)0;
#pragma clang loop unroll(full)
  for (int v = 0; v < BOX_VECTORS; v++) {
    const lanes answer = answers ? lanes_at(answers + v * KERNEL_LANES) : limit;
    isListed[v] = scores->of[v] <= larger(limit, answer) - half;
    isAnyListed |= isListed[v];
  }
  // Most points have no pair with most boxes.
  if (!__builtin_reduce_or(isAnyListed)) return count;
  uint64_t bits = 0;
#pragma clang loop unroll(full)
  for (int v = 0; v < BOX_VECTORS; v++) bits |= bits_of(isListed[v]) << (v * KERNEL_LANES);
  const int64_t first = other * CSEG_BOX_POINTS;
  // Within one box, the later point is found by the earlier one.
  if (position >= first && position < first + CSEG_BOX_POINTS)
    bits &= ~(uint64_t)0 << (position - first) << 1;
  for (; bits; bits &= bits - 1) {
    pairs[2 * count] = (int32_t)position;
    pairs[2 * count + 1] = (int32_t)(first + __builtin_ctzll(bits));
    count++;
  }
  return count;
}

KERNEL_INLINE void fetch_tile(const cseg_boxed_points *points, int64_t box) {
  const int64_t size = points->columnCount * CSEG_BOX_POINTS;
  const float *const tile = points->tiles + box * size;
  for (int64_t i = 0; i < size; i += 64 / (int64_t)sizeof *tile) __builtin_prefetch(tile + i);
}

KERNEL_INLINE int64_t find_pairs(const cseg_boxed_points *points, int32_t form, int64_t box,
                                 const int32_t *others, const float *reaches,
                                 const float *scoreLimits, int64_t otherCount, int64_t *next,
                                 int32_t *pairs, int64_t capacity, float *tile) {
  const chosen_points far = choose_far_points(points, box, tile);
  const uint64_t all = places_taken(points, box);
  int64_t count = 0, i = *next;
  for (; i < otherCount && count + CSEG_BOX_POINTS * CSEG_BOX_POINTS <= capacity; i++) {
    const int64_t other = others[i];
    if (i + 1 < otherCount) fetch_tile(points, others[i + 1]);
    uint64_t bits = all;
    if (other < box)
      bits &= far_points_near_box(points, form, &far, tile, other);
    else if (reaches[i] < FLT_MAX)
      bits &= points_near_box(points, form, box, other, reaches[i]);
    // Far points look into earlier boxes themselves, but not back in their own.
    const float *answers = 0;
    if (other == box) answers = points->scoreLimits + other * CSEG_BOX_POINTS;
    if (other > box) answers = points->answerLimits + other * CSEG_BOX_POINTS;
    while (bits) {
      int places[POINTS_ABREAST], placeCount = 0;
#pragma clang loop unroll(full)
      for (int p = 0; p < POINTS_ABREAST; p++) {
        if (bits) {
          places[p] = __builtin_ctzll(bits);
          bits &= bits - 1;
          placeCount++;
        } else {
          places[p] = places[0];
        }
      }
      box_lanes scores[POINTS_ABREAST];
      score_points(points, form, box, places, other, scores);
#pragma clang loop unroll(full)
      for (int p = 0; p < POINTS_ABREAST; p++)
        if (p < placeCount)
          count = list_pairs(points, form, box * CSEG_BOX_POINTS + places[p], other, &scores[p],
                             scoreLimits[i], answers, pairs, count);
    }
  }
  *next = i;
  return count;
}

static int64_t KERNEL_NAME(close_pairs)(const cseg_boxed_points *points, int32_t form, int64_t box,
                                        const int32_t *others, const float *reaches,
                                        const float *scoreLimits, int64_t otherCount,
                                        int64_t *next, int32_t *pairs, int64_t capacity,
                                        float *tile) {
  switch (form) {
    case CSEG_PRODUCTS:
      return find_pairs(points, CSEG_PRODUCTS, box, others, reaches, scoreLimits, otherCount, next,
                        pairs, capacity, tile);
    case CSEG_SQUARES:
      return find_pairs(points, CSEG_SQUARES, box, others, reaches, scoreLimits, otherCount, next,
                        pairs, capacity, tile);
    default:
      return find_pairs(points, CSEG_MAGNITUDES, box, others, reaches, scoreLimits, otherCount,
                        next, pairs, capacity, tile);
  }
}
