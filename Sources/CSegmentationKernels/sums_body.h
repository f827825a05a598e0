// Rows -> sums for each cluster, and the objective, in Double; included by rows_body.h once for rows
// of Double and once for rows of Float.
//
// Rows are added one after another, each column by itself, products rounded before they are added:
// the result does not depend on how wide the machine's vectors are.

/// Adds weight * (row - centre) to the sums of `cluster`, and takes it out of those of `former`;
/// no sums are touched for a number below 0.
KERNEL_INLINE void ROWS_NAME(move_row)(const cseg_sums *sums, const ELEMENT *row, double weight,
                                       int32_t former, int32_t cluster) {
#pragma STDC FP_CONTRACT OFF
  const int64_t columnCount = sums->columnCount;
  const double *const centre = sums->centre;
  double *const from = former < 0 ? NULL : sums->sums + former * columnCount;
  double *const to = cluster < 0 ? NULL : sums->sums + cluster * columnCount;
  int64_t j = 0;
  for (; j + 4 <= columnCount; j += 4) {
    const four_doubles x = __builtin_convertvector(*(const FOUR_ELEMENTS *)(row + j), four_doubles);
    const four_doubles part = weight * (x - *(const four_doubles *)(centre + j));
    if (from) *(four_doubles *)(from + j) -= part;
    if (to) *(four_doubles *)(to + j) += part;
  }
  for (; j < columnCount; j++) {
    const double part = weight * (row[j] - centre[j]);
    if (from) from[j] -= part;
    if (to) to[j] += part;
  }
  if (from) sums->masses[former] -= weight, sums->counts[former] -= weight > 0;
  if (to) sums->masses[cluster] += weight, sums->counts[cluster] += weight > 0;
}

static void ROWS_NAME(add)(const cseg_sums *sums, const ELEMENT *rows, const double *weights,
                           const int32_t *labels, int64_t rowCount) {
  for (int64_t row = 0; row < rowCount; row++)
    ROWS_NAME(move_row)(sums, rows + row * sums->columnCount, weights ? weights[row] : 1, -1,
                        labels[row]);
}

static void ROWS_NAME(move)(const cseg_sums *sums, const ELEMENT *rows, const double *weights,
                            const int32_t *labels, const int32_t *movedRows,
                            const int32_t *formerLabels, int64_t movedCount) {
  const int64_t columnCount = sums->columnCount;
  for (int64_t index = 0; index < movedCount; index++) {
    // The next rows lie anywhere: memory is told in time.
    if (index + PREFETCHED_ROWS < movedCount)
      ROWS_NAME(prefetch_row)(rows + movedRows[index + PREFETCHED_ROWS] * columnCount, columnCount);
    const int64_t row = movedRows[index];
    const ELEMENT *const elements = rows + row * columnCount;
    const int32_t former = formerLabels[index], cluster = labels[row];
    // The usual cases by themselves: no branch within a row, and no product with 1.
    if (weights)
      ROWS_NAME(move_row)(sums, elements, weights[row], former, cluster);
    else if (former < 0)
      ROWS_NAME(move_row)(sums, elements, 1, -1, cluster);
    else
      ROWS_NAME(move_row)(sums, elements, 1, former, cluster);
  }
}

static void ROWS_NAME(within)(const ELEMENT *rows, const double *weights, const int32_t *labels,
                              int64_t rowCount, const double *centers, int64_t columnCount,
                              double *within) {
#pragma STDC FP_CONTRACT OFF
  for (int64_t row = 0; row < rowCount; row++) {
    if (labels[row] < 0) continue;
    const ELEMENT *const values = rows + row * columnCount;
    const double *const center = centers + labels[row] * columnCount;
    // Four sums, so that an addition need not wait for the one before it.
    four_doubles squares = 0;
    int64_t j = 0;
    for (; j + 4 <= columnCount; j += 4) {
      const four_doubles x =
          __builtin_convertvector(*(const FOUR_ELEMENTS *)(values + j), four_doubles);
      const four_doubles difference = x - *(const four_doubles *)(center + j);
      squares += difference * difference;
    }
    for (; j < columnCount; j++) {
      const double difference = values[j] - center[j];
      squares[0] += difference * difference;
    }
    const double square = (squares[0] + squares[1]) + (squares[2] + squares[3]);
    within[labels[row]] += weights ? weights[row] * square : square;
  }
}
