using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using ChartReference = DocumentFormat.OpenXml.Drawing.Charts.ChartReference;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace Rag.Pipeline.Parsing.Pptx;

/// <summary>Collects what stands on a slide: text, lists, tables, charts and diagrams, a block for each.</summary>
internal sealed class SlideBlocks(SlidePart slide, ParsedDocumentBuilder document)
{
    private readonly List<string> _blocks = [];
    private readonly SlideBullets _bullets = new(slide);

    /// <summary>The blocks so far, none of them blank, lines parted by line feeds.</summary>
    public IReadOnlyList<string> Blocks => _blocks;

    /// <summary>The placeholder of the layout that a shape fills; <see langword="null"/> if it fills none.</summary>
    public static PlaceholderShape? PlaceholderOf(Shape shape) =>
        shape.NonVisualShapeProperties?.ApplicationNonVisualDrawingProperties?.PlaceholderShape;

    /// <summary>Reads everything inside a group but one shape.</summary>
    public void Read(OpenXmlElement group, Shape? except)
    {
        foreach (OpenXmlElement child in group.ChildElements)
        {
            switch (child)
            {
                case Shape shape when shape != except && !IsHidden(shape) && !IsFurniture(shape):
                    Add(_bullets.LinesOf(shape));
                    break;
                case GroupShape inner when !IsHidden(inner):
                    Read(inner, except);
                    break;
                case GraphicFrame frame when !IsHidden(frame):
                    ReadFrame(frame);
                    break;
                case AlternateContent alternatives:
                    Read(SlideText.Preferred(alternatives), except);
                    break;
            }
        }
    }

    private void ReadFrame(GraphicFrame frame)
    {
        foreach (Drawing.Table table in frame.Descendants<Drawing.Table>())
            Add(RowsOf(table));
        foreach (OpenXmlElement reference in frame.Graphic?.GraphicData?.Elements() ?? [])
        {
            if (reference is ChartReference { Id.Value: { } chartId }
                && slide.TryGetPartById(chartId, out OpenXmlPart? chart)
                && chart is ChartPart { ChartSpace: { } space })
                Add(ChartText.LinesOf(space, document));
            else if (reference is Drawing.Diagrams.RelationshipIds { DataPart.Value: { } dataId }
                && slide.TryGetPartById(dataId, out OpenXmlPart? data)
                && data is DiagramDataPart { DataModelRoot: { } model })
                Add(DiagramLines(model));
        }
    }

    private static IEnumerable<string> RowsOf(Drawing.Table table) =>
        table.Elements<Drawing.TableRow>()
            .Select(row => row.Elements<Drawing.TableCell>().Select(SlideText.LineOf).ToArray())
            .Where(cells => cells.Any(cell => cell.Length > 0))
            .Select(cells => string.Join(" | ", cells).TrimEnd(' ', '|'));

    // The other points are connections and what is drawn.
    private static IEnumerable<string> DiagramLines(Drawing.Diagrams.DataModelRoot model) =>
        (model.PointList?.Elements<Drawing.Diagrams.Point>() ?? [])
            .Where(point => (point.Type?.Value ?? Drawing.Diagrams.PointValues.Node) is
                Drawing.Diagrams.PointValues.Node or Drawing.Diagrams.PointValues.Assistant)
            .Select(SlideText.LineOf)
            .Where(line => line.Length > 0)
            .Select(line => "- " + line);

    private void Add(IEnumerable<string> lines)
    {
        string block = string.Join('\n', lines);
        if (!string.IsNullOrWhiteSpace(block))
            _blocks.Add(block);
    }

    // Date, footer and number are the same on every slide.
    private static bool IsFurniture(Shape shape) =>
        PlaceholderOf(shape)?.Type?.Value is PlaceholderValues.DateAndTime or PlaceholderValues.Footer
            or PlaceholderValues.SlideNumber or PlaceholderValues.Header;

    private static bool IsHidden(OpenXmlElement shape) =>
        shape.FirstChild?.GetFirstChild<NonVisualDrawingProperties>()?.Hidden?.Value == true;
}
