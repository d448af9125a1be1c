using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Chunking;

/// <summary>Documents with headings, for tests that need no parser.</summary>
internal static class Markdown
{
    /// <summary>Lines that start with <c>#</c> are the headings.</summary>
    public static ParsedDocument Parse(string text)
    {
        var headings = new List<Heading>();
        int start = 0;
        foreach (string line in text.Split('\n'))
        {
            string title = line.TrimStart('#');
            if (title.Length < line.Length)
                headings.Add(new Heading(start, line.Length - title.Length, title.Trim()));
            start += line.Length + 1;
        }
        return new ParsedDocument { Text = text, Headings = headings };
    }
}
