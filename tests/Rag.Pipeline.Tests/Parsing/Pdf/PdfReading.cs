using Rag.Pipeline.Parsing;
using Rag.Pipeline.Parsing.Pdf;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

/// <summary>Reads PDFs with the poppler of this machine.</summary>
internal static class PdfReading
{
    public static async Task<ParsedDocument> ParseAsync(byte[] file, ParsingOptions? options = null)
    {
        try
        {
            return await new PdfParser(options ?? new ParsingOptions())
                .ParseAsync(Sources.Bytes(ContentTypes.Pdf, file), CancellationToken.None);
        }
        catch (PopplerMissingException failure)
        {
            Assert.Skip(failure.Message);
            throw;
        }
    }
}
