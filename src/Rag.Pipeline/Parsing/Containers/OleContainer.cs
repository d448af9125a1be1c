using System.Text;

namespace Rag.Pipeline.Parsing.Containers;

/// <summary>The container of Office files before 2007, and of encrypted ones since.</summary>
internal static class OleContainer
{
    private static readonly byte[] Signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    // The directory of an OLE file names its streams in UTF-16.
    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>Returns if the file is something else.</summary>
    /// <param name="content">The file; at its start afterwards.</param>
    /// <param name="format">What the file was uploaded as.</param>
    /// <exception cref="ParseException"><c>encrypted</c>, or <c>corrupt</c> for a file in the old format.</exception>
    public static void Refuse(Stream content, DocumentFormat format)
    {
        content.Position = 0;
        Span<byte> start = stackalloc byte[8];
        int read = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        content.Position = 0;
        if (!start[..read].SequenceEqual(Signature))
            return;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        throw bytes.AsSpan().IndexOf(EncryptedPackage) >= 0
            ? new ParseException("encrypted", "The file is protected by a password. Remove it and upload again.")
            : new ParseException("corrupt",
                $"The file has the format of {format.Name} before 2007. Save it as {format.Extensions[0]}.");
    }
}
