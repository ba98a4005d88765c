package org.signetmail.cli.growth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Loads the library a second time, so that it counts its steps. */
final class CountedClasses extends ClassLoader {

    private static final String LIBRARY = "org.signetmail.";
    private static final String STEPS = Type.getInternalName(Steps.class);

    /** Where a method of the JDK is declared that has a counted one of its name here. */
    private static final Map<String, String> OWNERS = Map.of(
            "java/lang/String", "Ljava/lang/String;",
            "java/lang/StringBuilder", "Ljava/lang/StringBuilder;",
            "java/util/Collection", "Ljava/util/Collection;",
            "java/util/List", "Ljava/util/List;",
            "java/util/ArrayList", "Ljava/util/List;");

    /** Where one that is static is declared. */
    private static final Set<String> STATIC =
            Set.of("java/lang/System", "java/util/Arrays", "java/nio/charset/Charset");

    private static final Set<String> COUNTED = Arrays.stream(Steps.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(CountedClasses::signature)
            .collect(Collectors.toSet());

    CountedClasses() {
        super(CountedClasses.class.getClassLoader());
    }

    private static String signature(Method method) {
        return method.getName() + Type.getMethodDescriptor(method);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = name.startsWith(LIBRARY) && !name.equals(Steps.class.getName())
                        ? counted(name)
                        : super.loadClass(name, false);
            }
            return loaded;
        }
    }

    private Class<?> counted(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new Counting(writer), 0);
            byte[] octets = writer.toByteArray();
            return defineClass(name, octets, 0, octets.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counting extends ClassVisitor {

        Counting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
            return next == null ? null : new CountingMethod(next);
        }
    }

    private static final class CountingMethod extends MethodVisitor {

        private final Set<Label> passed = new HashSet<>();

        CountingMethod(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        private void step() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, STEPS, "step", "()V", false);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            step();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (passed.contains(label)) {
                step();
            }
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            String taking = taking(opcode, owner, descriptor);
            if (COUNTED.contains(name + taking)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, STEPS, name, taking, false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        /** What the method of its name here would take, if there is one. */
        private static String taking(int opcode, String owner, String descriptor) {
            if (opcode == Opcodes.INVOKESTATIC) {
                return STATIC.contains(owner) ? descriptor : "";
            }
            String receiver = opcode == Opcodes.INVOKESPECIAL ? null : OWNERS.get(owner);
            return receiver == null ? "" : "(" + receiver + descriptor.substring(1);
        }
    }
}
