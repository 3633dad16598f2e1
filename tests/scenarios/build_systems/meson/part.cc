int Part(int n) {
  if (n > 100) throw std::runtime_error("part");
  return n;
}
