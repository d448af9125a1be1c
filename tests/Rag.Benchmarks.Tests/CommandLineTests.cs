namespace Rag.Benchmarks.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Options_may_stand_on_either_side_of_the_folder()
    {
        CommandLine line = CommandLine.Parse(["quality", "--top-k", "20", "set", "--mode", "vector,keyword"]);

        Assert.Equal("set", line.Directory);
        Assert.Equal(20, line.Number("top-k", 100));
        Assert.Equal(["vector", "keyword"], line.Choices("mode", ["hybrid", "vector", "keyword"], []));
    }

    [Theory]
    [InlineData("--top", "1")]
    [InlineData("--top-k")]
    [InlineData("one", "two")]
    public void What_makes_no_sense_is_refused(params string[] arguments)
    {
        Assert.Throws<CommandLineException>(() => CommandLine.Parse(["quality", .. arguments]));
    }

    [Fact]
    public void A_number_must_be_positive_and_a_choice_one_of_those_allowed()
    {
        CommandLine line = CommandLine.Parse(["load", "--seconds", "0", "--mode", "fuzzy"]);

        Assert.Throws<CommandLineException>(() => line.Number("seconds", 6));
        Assert.Throws<CommandLineException>(() => line.Choices("mode", ["hybrid"], []));
    }
}
