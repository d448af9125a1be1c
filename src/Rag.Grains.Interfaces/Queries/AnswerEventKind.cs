namespace Rag.Grains.Interfaces;

/// <summary>The events of an answer's stream.</summary>
public enum AnswerEventKind
{
    /// <summary>The passages; once, first.</summary>
    Sources,

    /// <summary>A piece of the answer's text.</summary>
    Delta,

    /// <summary>A citation of the text so far.</summary>
    Citation,

    /// <summary>The end: the whole answer.</summary>
    Done,

    /// <summary>The end: a failure.</summary>
    Error,
}
