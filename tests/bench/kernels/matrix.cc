// Linear equations by elimination with pivots, and a product to check them.
#include <cmath>
#include <stdexcept>
#include <vector>

#include "kernels.h"
#include "random.h"

namespace csnake::bench::KERNELS_VARIANT {
namespace {

enum class Status { kOk, kShape, kSingular };

class Grid {
 public:
  Grid(size_t rows, size_t columns) : rows_(rows), columns_(columns), cells_(rows * columns) {}
  double& At(size_t row, size_t column) { return cells_[row * columns_ + column]; }
  double At(size_t row, size_t column) const { return cells_[row * columns_ + column]; }
  size_t rows() const { return rows_; }
  size_t columns() const { return columns_; }
  bool IsSquare() const { return rows_ == columns_; }

 private:
  size_t rows_;
  size_t columns_;
  std::vector<double> cells_;
};

bool IsTiny(double value) { return std::fabs(value) < 1e-12; }

Status Multiply(const Grid& a, const Grid& b, Grid& product) {
  if (a.columns() != b.rows() || product.rows() != a.rows() || product.columns() != b.columns()) return Status::kShape;
  for (size_t i = 0; i < a.rows(); ++i)
    for (size_t k = 0; k < a.columns(); ++k) {
      const double factor = a.At(i, k);
      if (IsTiny(factor)) continue;
      for (size_t j = 0; j < b.columns(); ++j) product.At(i, j) += factor * b.At(k, j);
    }
  return Status::kOk;
}

size_t FindPivot(const Grid& grid, size_t column) {
  size_t best = column;
  for (size_t row = column + 1; row < grid.rows(); ++row)
    if (std::fabs(grid.At(row, column)) > std::fabs(grid.At(best, column))) best = row;
  return best;
}

void SwapRows(Grid& grid, size_t a, size_t b) {
  if (a == b) return;
  for (size_t column = 0; column < grid.columns(); ++column) std::swap(grid.At(a, column), grid.At(b, column));
}

void Subtract(Grid& grid, size_t from, size_t row, double factor) {
  for (size_t column = 0; column < grid.columns(); ++column) grid.At(from, column) -= factor * grid.At(row, column);
}

Status Solve(Grid grid, Grid right, Grid& solution) {
  if (!grid.IsSquare() || right.rows() != grid.rows()) return Status::kShape;
  for (size_t column = 0; column < grid.columns(); ++column) {
    const size_t pivot = FindPivot(grid, column);
    if (IsTiny(grid.At(pivot, column))) return Status::kSingular;
    SwapRows(grid, pivot, column);
    SwapRows(right, pivot, column);
    for (size_t row = 0; row < grid.rows(); ++row) {
      if (row == column) continue;
      const double factor = grid.At(row, column) / grid.At(column, column);
      if (IsTiny(factor)) continue;
      Subtract(grid, row, column, factor);
      Subtract(right, row, column, factor);
    }
  }
  for (size_t row = 0; row < grid.rows(); ++row) solution.At(row, 0) = right.At(row, 0) / grid.At(row, row);
  return Status::kOk;
}

Grid MakeGrid(size_t rows, size_t columns, uint64_t seed) {
  Random random(seed);
  Grid grid(rows, columns);
  for (size_t i = 0; i < rows; ++i)
    for (size_t j = 0; j < columns; ++j) grid.At(i, j) = static_cast<double>(random.Below(2'000)) / 1'000 - 1;
  return grid;
}

}  // namespace

uint64_t Matrix() {
  constexpr size_t n = 96;
  const Grid grid = MakeGrid(n, n, 1), right = MakeGrid(n, 1, 2);
  Grid solution(n, 1), back(n, 1);
  if (Solve(grid, right, solution) != Status::kOk) throw std::runtime_error("singular");
  if (Multiply(grid, solution, back) != Status::kOk) throw std::runtime_error("shapes differ");
  Grid square(n, n);
  if (Multiply(grid, grid, square) != Status::kOk) throw std::runtime_error("shapes differ");
  double worst = 0;
  for (size_t i = 0; i < n; ++i) worst = std::fmax(worst, std::fabs(back.At(i, 0) - right.At(i, 0)));
  if (worst > 1e-6) throw std::runtime_error("inexact");
  return static_cast<uint64_t>(std::fabs(square.At(3, 5)) * 1e9);
}

}  // namespace csnake::bench::KERNELS_VARIANT
