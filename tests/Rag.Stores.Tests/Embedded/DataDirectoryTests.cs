using System.Globalization;
using Rag.Pipeline;
using Rag.Stores.Embedded;

namespace Rag.Stores.Tests.Embedded;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_second_owner_is_refused_with_the_pid_and_the_directory()
    {
        using DataDirectory first = DataDirectory.Open(_directory.Path);

        StoreException refusal = Assert.Throws<StoreException>(() => DataDirectory.Open(_directory.Path));

        Assert.Equal("locked", refusal.Code);
        Assert.Contains(_directory.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_else_may_look_into_it()
    {
        string path = Path.Combine(_directory.Path, "data");

        DataDirectory.Open(path).Dispose();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void It_opens_again_after_its_owner_left()
    {
        DataDirectory.Open(_directory.Path).Dispose();

        DataDirectory.Open(_directory.Path).Dispose();
    }

    [Fact]
    public void A_newer_format_is_refused_and_left_as_it_is()
    {
        DataDirectory.Open(_directory.Path).Dispose();
        File.WriteAllText(Path.Combine(_directory.Path, "format"), "2\n");
        File.WriteAllText(Path.Combine(_directory.Path, "rag.db"), "from the future");

        StoreException refusal = Assert.Throws<StoreException>(() => DataDirectory.Open(_directory.Path));

        Assert.Equal("format_newer", refusal.Code);
        Assert.Equal("2\n", File.ReadAllText(Path.Combine(_directory.Path, "format")));
        Assert.Equal("from the future", File.ReadAllText(Path.Combine(_directory.Path, "rag.db")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("x")]
    public void A_damaged_format_file_is_reported(string content)
    {
        DataDirectory.Open(_directory.Path).Dispose();
        File.WriteAllText(Path.Combine(_directory.Path, "format"), content);

        Assert.Equal("corrupt", Assert.Throws<StoreException>(() => DataDirectory.Open(_directory.Path)).Code);
    }

    [Fact]
    public void A_database_without_its_format_file_is_reported()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "rag.db"), "");

        Assert.Equal("corrupt", Assert.Throws<StoreException>(() => DataDirectory.Open(_directory.Path)).Code);
    }

    public void Dispose() => _directory.Dispose();
}
