using System.Globalization;
using System.Text;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>What a PDF says about itself, as <c>pdfinfo</c> prints it.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Author">Its author.</param>
/// <param name="PageCount">Number of pages; 0 if not said.</param>
internal sealed record PdfInformation(string? Title, string? Author, int PageCount)
{
    /// <summary>Reads the <c>Key:  value</c> lines.</summary>
    public static PdfInformation Read(byte[] output)
    {
        string? title = null, author = null;
        int pages = 0;
        foreach (string line in Encoding.UTF8.GetString(output).Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            string value = line[(colon + 1)..].Trim();
            switch (line[..colon])
            {
                case "Title":
                    title ??= IsFileName(value) ? null : value;
                    break;
                case "Author":
                    author ??= IsPlaceholder(value) ? null : value;
                    break;
                case "Pages":
                    _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out pages);
                    break;
            }
        }
        return new(title, author, pages);
    }

    // What libraries write when nobody told them.
    private static bool IsPlaceholder(string value) =>
        value.Trim('(', ')').ToUpperInvariant() is "UNTITLED" or "ANONYMOUS" or "UNSPECIFIED" or "UNKNOWN";

    // Word processors put there what the draft was called on somebody's disk.
    private static bool IsFileName(string title) =>
        IsPlaceholder(title)
        || title.StartsWith("Microsoft Word - ", StringComparison.Ordinal)
        || (!title.Contains(' ', StringComparison.Ordinal)
            && Path.GetExtension(title).ToUpperInvariant()
                is ".DOC" or ".DOCX" or ".PDF" or ".INDD" or ".TEX" or ".DVI");
}
