using System.ComponentModel.DataAnnotations;

namespace Rag.Grains.Conversations;

/// <summary>How long and how much of conversations is kept.</summary>
public sealed class ConversationOptions
{
    /// <summary>Conversations of a tenant; beyond them the one that was not used for longest is forgotten. Default:
    /// 1,000. Range: 1..10,000.</summary>
    [Range(1, 10_000)]
    public int MaxConversations { get; set; } = 1_000;

    /// <summary>Questions with answers of a conversation; the oldest go first. Default: 100. Range: 1..1,000.</summary>
    [Range(1, 1_000)]
    public int MaxTurns { get; set; } = 100;

    /// <summary>How long a conversation is kept after its last question. Default: 30 days. Range: 1 s..3,650 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a question keeps others of its conversation waiting if nobody tells its end, as when the part
    /// of the service that answered it died. Default: 5 min. Range: 1 s..1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AnswerTime { get; set; } = TimeSpan.FromMinutes(5);
}
