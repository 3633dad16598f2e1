# cmake "-DTABLES=a.yml;b.yml" -DOUT=file.cc -P EmbedLibrary.cmake: the library tables as text in the wrapper.
set(text "#include \"instrument/library_table.h\"\n\nnamespace csnake::instrument {\n\n")
string(APPEND text "const std::vector<std::pair<std::string_view, std::string_view>> kLibraryTexts = {\n")
foreach(table IN LISTS TABLES)
  file(READ ${table} content)
  get_filename_component(name ${table} NAME)
  string(APPEND text "{\"library/${name}\", R\"csnake(${content})csnake\"},\n")
endforeach()
file(WRITE ${OUT} "${text}};\n\n}  // namespace csnake::instrument\n")
