using System.Text;
using Rag.ModelProviders.Connections;
using Rag.Pipeline;

namespace Rag.ModelProviders.Tests.Connections;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task Lines_are_the_same_however_the_bytes_are_cut(int pieceSize)
    {
        using var body = new PieceStream("data: Größe 你好\r\n\r\nlast without an end"u8.ToArray(), pieceSize);

        Assert.Equal(["data: Größe 你好", "", "last without an end"], await ReadAllAsync(body));
    }

    [Fact]
    public async Task An_empty_body_has_no_line()
    {
        using var body = new PieceStream([], 1);

        Assert.Empty(await ReadAllAsync(body));
    }

    [Fact]
    public async Task A_line_without_an_end_is_cut_off_at_its_limit()
    {
        using var body = new PieceStream(new byte[LineReader.MaxLineBytes + 1], 64 * 1024);

        var failure = await Assert.ThrowsAsync<ModelException>(() => ReadAllAsync(body));

        Assert.Equal("The model server sent a line of more than 1,048,576 bytes; it was cut off.", failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_line_of_exactly_the_buffer_is_read_whole()
    {
        string line = new('x', 8_192);
        using var body = new PieceStream(Encoding.UTF8.GetBytes(line + "\n" + line), 8_192);

        Assert.Equal([line, line], await ReadAllAsync(body));
    }

    private static async Task<List<string>> ReadAllAsync(Stream body)
    {
        var reader = new LineReader(body);
        var lines = new List<string>();
        while (await reader.ReadAsync(CancellationToken.None) is { } line)
            lines.Add(Encoding.UTF8.GetString(line.Span));
        return lines;
    }

    /// <summary>Gives at most so many bytes a read.</summary>
    private sealed class PieceStream(byte[] bytes, int pieceSize) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, pieceSize)], cancellationToken);
    }
}
