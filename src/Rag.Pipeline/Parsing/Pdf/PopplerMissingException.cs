namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>The machine cannot read PDFs. No fault of the file, so no <see cref="ParseException"/>.</summary>
internal sealed class PopplerMissingException(string path, Exception? innerException = null)
    : InvalidOperationException(
        $"The program '{path}' is missing, so no PDF can be read. Install the packages 'poppler-utils' and "
        + "'poppler-data' (the latter for Chinese, Japanese and Korean), or set PopplerDirectory.",
        innerException);
