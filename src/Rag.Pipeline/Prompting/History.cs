using System.Text;
using System.Text.RegularExpressions;
using Rag.Pipeline.Answering;

namespace Rag.Pipeline.Prompting;

/// <summary>
/// What was said before the question, as a slot of its own: messages with roles would have to alternate for some
/// models, and what a caller says an assistant said is no more to be trusted than a source.
/// </summary>
internal static partial class History
{
    /// <summary>The newest turns that fit, in the order in which they were said; none is cut.</summary>
    /// <param name="turns">All, the oldest first.</param>
    /// <param name="maxTokens">Most estimated tokens of them together.</param>
    public static IReadOnlyList<Turn> Fit(IReadOnlyList<Turn> turns, int maxTokens)
    {
        int first = turns.Count;
        int used = 0;
        while (first > 0)
        {
            used += TokenEstimate.Of(turns[first - 1].Text);
            if (used > maxTokens) break;
            first--;
        }

        return first == 0 ? turns : [.. turns.Skip(first)];
    }

    /// <summary>The slot with a blank line after it; empty if nothing was said.</summary>
    public static string Render(IReadOnlyList<Turn> turns)
    {
        if (turns.Count == 0) return "";
        var text = new StringBuilder().Append('<').Append(Slot.Conversation).Append(">\n");
        foreach (Turn turn in turns)
        {
            // The markers of an earlier answer point at sources that this prompt numbers differently.
            string said = turn.IsAnswer ? Marker().Replace(turn.Text, "") : turn.Text;
            text.Append('<').Append(Slot.Turn).Append(turn.IsAnswer ? " by=\"assistant\">\n" : " by=\"user\">\n")
                .Append(Slot.Neutralise(said)).Append("\n</").Append(Slot.Turn).Append(">\n");
        }

        return text.Append("</").Append(Slot.Conversation).Append(">\n\n").ToString();
    }

    [GeneratedRegex(@" ?\[\d{1,3}\]")]
    private static partial Regex Marker();
}
