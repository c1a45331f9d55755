using System.Text;

namespace Rollout.Browser.Tests.Kit;

/// <summary>The video of the browser's camera: alternately a dark room and a light ticket in front of it.</summary>
internal static class FakeCamera
{
    public const int Width = 320;

    private const int Height = 240;

    /// <summary>The path of the video, for Chromium.</summary>
    public static readonly Lazy<string> File = new(Film);

    private static string Film()
    {
        var path = Path.Combine(Path.GetTempPath(), $"rollout-camera-{Guid.CreateVersion7():N}.y4m");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.Delete(path);
        using var film = System.IO.File.Create(path);
        film.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"));
        var frame = new byte[Width * Height * 3 / 2];
        for (var i = 0; i < 10; i++)
        {
            frame.AsSpan().Fill(128); // no colour
            frame.AsSpan(0, Width * Height).Fill(i < 5 ? (byte)30 : (byte)230);
            film.Write("FRAME\n"u8);
            film.Write(frame);
        }

        return path;
    }
}
