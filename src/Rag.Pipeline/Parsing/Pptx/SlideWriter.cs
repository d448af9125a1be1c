using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Paragraph = DocumentFormat.OpenXml.Drawing.Paragraph;

namespace Rag.Pipeline.Parsing.Pptx;

/// <summary>
/// Writes a slide as text: its title as a heading, its shapes in the order in which a screen reader reads them (the
/// order of the file), then the speaker's notes, marked as such.
/// </summary>
internal sealed class SlideWriter(ParsedDocumentBuilder document, SlidePart slide)
{
    /// <summary>Writes it; nothing if it holds no text.</summary>
    /// <param name="number">Place in the show, from 1 on: the heading of a slide without a title.</param>
    public void Write(int number)
    {
        ShapeTree? tree = slide.Slide?.CommonSlideData?.ShapeTree;
        Shape? titleShape = tree is null ? null : FindTitle(tree);
        string title = titleShape?.TextBody is { } body ? SlideText.LineOf(body) : "";
        var blocks = new SlideBlocks(slide, document);
        if (tree is not null)
            blocks.Read(tree, titleShape);
        string notes = Notes();
        if (title.Length == 0 && blocks.Blocks.Count == 0 && notes.Length == 0)
            return;
        // Without a heading of its own the text would count to the slide before.
        document.AppendHeading(1, title.Length > 0 ? title : $"Slide {number}");
        if (title.Length > 0)
            document.Title ??= title;
        foreach (string block in blocks.Blocks)
            document.AppendParagraph(block);
        if (notes.Length > 0)
            document.AppendParagraph($"Notes: {notes}");
    }

    private static Shape? FindTitle(ShapeTree tree) =>
        tree.Descendants<Shape>().FirstOrDefault(shape =>
            SlideBlocks.PlaceholderOf(shape)?.Type?.Value
                is PlaceholderValues.Title or PlaceholderValues.CenteredTitle
            && shape.TextBody is { } body && SlideText.LineOf(body).Length > 0);

    private string Notes()
    {
        IEnumerable<Shape> shapes = slide.NotesSlidePart?.NotesSlide?.CommonSlideData?.ShapeTree?.Elements<Shape>()
            ?? [];
        IEnumerable<string> lines = shapes
            .Where(shape => SlideBlocks.PlaceholderOf(shape)?.Type?.Value == PlaceholderValues.Body)
            .SelectMany(shape => shape.TextBody?.Elements<Paragraph>() ?? [])
            .Select(paragraph => SlideText.Of(paragraph).Trim())
            .Where(line => line.Length > 0);
        return string.Join('\n', lines);
    }
}
