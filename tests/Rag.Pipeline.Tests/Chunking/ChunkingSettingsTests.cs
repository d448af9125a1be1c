using Rag.Pipeline.Chunking;

namespace Rag.Pipeline.Tests.Chunking;

public sealed class ChunkingSettingsTests
{
    [Theory]
    [InlineData(50, 0)]
    [InlineData(100_000, 99_999)]
    public void Settings_within_the_limits_have_no_problem(int size, int overlap) =>
        Assert.Null(new ChunkingSettings(ChunkingStrategy.Recursive, size, overlap).FindProblem());

    [Theory]
    [InlineData(49, 0, "chunking.size is 49; it must be 50 to 100000 characters.")]
    [InlineData(100_001, 0, "chunking.size is 100001; it must be 50 to 100000 characters.")]
    [InlineData(50, 50, "chunking.overlap is 50; it must be 0 to 49, less than the size of 50 characters.")]
    [InlineData(50, -1, "chunking.overlap is -1; it must be 0 to 49, less than the size of 50 characters.")]
    public void A_problem_names_value_and_limit(int size, int overlap, string problem) =>
        Assert.Equal(problem, new ChunkingSettings(ChunkingStrategy.Recursive, size, overlap).FindProblem());

    [Fact]
    public void Separators_are_checked()
    {
        var settings = new ChunkingSettings(ChunkingStrategy.Recursive, 100, 0, []);

        Assert.Equal("chunking.separators has 0 entries; it must have 1 to 32.", settings.FindProblem());
        Assert.Equal(
            "chunking.separators has an entry that is missing or longer than 100 characters.",
            (settings with { Separators = [new string('-', 101)] }).FindProblem());
        Assert.Equal(
            "chunking.separators are for the strategy 'recursive' only; leave them out.",
            (settings with { Strategy = ChunkingStrategy.Markdown, Separators = ["\n"] }).FindProblem());
    }

    [Fact]
    public void The_default_settings_have_no_problem() => Assert.Null(ChunkingDefaults.Settings.FindProblem());
}
