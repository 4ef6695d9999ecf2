"""Pure decisions about scoring templates: the document, its checks, customisation, compiler and explanation."""
