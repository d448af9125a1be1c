using Rag.Grains.Documents;
using Rag.Grains.Interfaces;
using Rag.Pipeline.Parsing;

namespace Rag.Grains.Tests.Documents;

public sealed class DocumentConflictTests
{
    [Theory]
    [InlineData("replace")]
    [InlineData("skip_unchanged")]
    public void An_unchanged_file_is_done_again_only_if_its_text_would_be_another(string onConflict)
    {
        var state = new DocumentState
        {
            Status = DocumentStatus.Completed,
            Accepted = Content("first", revision: 1, onConflict),
        };

        Assert.NotNull(DocumentConflict.Judge(state, Content("second", revision: 1, onConflict)));
        Assert.Null(DocumentConflict.Judge(state, Content("second", revision: 2, onConflict)));
    }

    private static AcceptedContent Content(string blob, int revision, string onConflict) => new()
    {
        Upload = new DocumentUpload { Blob = blob, Bytes = 1, Sha256 = "ab", OnConflict = onConflict },
        ContentType = ContentTypes.Pdf,
        Ticket = new UploadTicket(1, new EmbeddingChoice(), "embedded", "cosine", new ChunkingChoice()),
        Chunking = new ChunkingChoice(),
        Version = 0,
        FormatRevision = revision,
    };
}
